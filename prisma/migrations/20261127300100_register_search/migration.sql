-- Whom an operator looks for: people as their surname begins, organisations by the words of their names.
CREATE INDEX person_by_name ON person (lower(surname) COLLATE "C", lower(given_name) COLLATE "C", id);
-- What is neither letter nor digit divides words, the quotes of «ЖШС» too, whatever the register's locale.
CREATE INDEX organisation_by_word ON organisation
  USING gin (to_tsvector('simple', regexp_replace(name, '[^[:alnum:]]+', ' ', 'g')));
