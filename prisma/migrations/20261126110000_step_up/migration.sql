-- Step-up: who holds a key proves besides, by a code that reaches them otherwise, that it is they. `web` only asks for a
-- code and tries one; the worker makes it, and keeps its hash where `web` never sees it. All times here are the register's
-- own: neither process can set them. What waits when this comes was signed without a code, and has to be asked for again.

CREATE TYPE "StepUpPurpose" AS ENUM ('REISSUE', 'REVOKE', 'EMAIL');

CREATE TABLE "step_up" (
    "id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "purpose" "StepUpPurpose" NOT NULL,
    "text_sha256" BYTEA NOT NULL,
    "reference" TEXT,
    "wanted" "MessageChannel" NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "delayed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "channel" "MessageChannel",
    "sent_to" TEXT,
    "code_salt" BYTEA,
    "code_hash" BYTEA,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "redeemed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "refused_for" TEXT,

    CONSTRAINT "step_up_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "step_up_holder_id_sent_at_idx" ON "step_up"("holder_id", "sent_at");
CREATE INDEX "step_up_text_sha256_idx" ON "step_up"("text_sha256");
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_holder_id_fkey"
  FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "email_change" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "step_up_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "token_sha256" BYTEA,
    "sent_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "refused_for" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "old_email" TEXT,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_change_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "email_change_step_up_id_key" ON "email_change"("step_up_id");
CREATE UNIQUE INDEX "email_change_token_sha256_key" ON "email_change"("token_sha256");
CREATE INDEX "email_change_person_id_asked_at_idx" ON "email_change"("person_id", "asked_at");
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_step_up_id_fkey"
  FOREIGN KEY ("step_up_id") REFERENCES "step_up"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "citizen" (
    "iin" CHAR(12) NOT NULL,
    "surname" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "patronymic" TEXT,
    "phone" TEXT,
    "phone_since" TIMESTAMPTZ(3),
    "resident" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "citizen_pkey" PRIMARY KEY ("iin")
);

CREATE TABLE "company" (
    "bin" CHAR(12) NOT NULL,
    "name" TEXT NOT NULL,
    "first_head_iin" CHAR(12),

    CONSTRAINT "company_pkey" PRIMARY KEY ("bin")
);

-- Since when the address is confirmed; null for one that never was.
ALTER TABLE "person" ADD COLUMN "email_since" TIMESTAMPTZ(3);

ALTER TABLE person ADD CONSTRAINT person_email_since CHECK (email_since IS NULL OR email IS NOT NULL);
ALTER TABLE citizen ADD CONSTRAINT citizen_phone
  CHECK ((phone IS NULL) = (phone_since IS NULL) AND phone ~ '^\+[1-9][0-9]{7,14}$');

-- 1. A code --------------------------------------------------------------------------------------------------------------

-- Of a holder's codes for one purpose one lives: the worker ends the others when it sends it.
CREATE UNIQUE INDEX step_up_one_live ON step_up (holder_id, purpose)
  WHERE sent_at IS NOT NULL AND redeemed_at IS NULL AND ended_at IS NULL;
CREATE INDEX step_up_waiting ON step_up (asked_at) WHERE sent_at IS NULL AND ended_at IS NULL AND refused_for IS NULL;

ALTER TABLE step_up ADD CONSTRAINT step_up_text CHECK (length(text_sha256) = 32);
-- It stands in the message: whoever has taken over `web` tells nobody a story with it.
ALTER TABLE step_up ADD CONSTRAINT step_up_reference
  CHECK (reference ~ '^([0-9A-HJKMNP-TV-Y]{13}|[0-9a-f]{8})$');
ALTER TABLE step_up ADD CONSTRAINT step_up_sent CHECK (num_nonnulls(sent_at, expires_at, channel, sent_to, code_salt, code_hash) IN (0, 6));
ALTER TABLE step_up ADD CONSTRAINT step_up_tries CHECK (tries BETWEEN 0 AND 5 AND (tries = 0 OR sent_at IS NOT NULL));
ALTER TABLE step_up ADD CONSTRAINT step_up_redeemed CHECK (redeemed_at IS NULL OR (tries > 0 AND ended_at IS NULL));
ALTER TABLE step_up ADD CONSTRAINT step_up_refused CHECK (refused_for IS NULL OR sent_at IS NULL);

-- A code is made once, for one text; what is redeemed, ended or refused stays so.
CREATE FUNCTION tanba_guard_step_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.holder_id, NEW.purpose, NEW.text_sha256, NEW.reference, NEW.wanted, NEW.asked_at)
      IS DISTINCT FROM (OLD.id, OLD.holder_id, OLD.purpose, OLD.text_sha256, OLD.reference, OLD.wanted, OLD.asked_at)
    OR OLD.redeemed_at IS NOT NULL OR OLD.ended_at IS NOT NULL OR OLD.refused_for IS NOT NULL
    OR NEW.tries < OLD.tries
    OR (OLD.sent_at IS NOT NULL
      AND (NEW.sent_at, NEW.expires_at, NEW.channel, NEW.sent_to, NEW.code_salt, NEW.code_hash)
      IS DISTINCT FROM (OLD.sent_at, OLD.expires_at, OLD.channel, OLD.sent_to, OLD.code_salt, OLD.code_hash)) THEN
    RAISE EXCEPTION 'tanba: a code never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON step_up FOR EACH ROW EXECUTE FUNCTION tanba_guard_step_up();
CREATE TRIGGER never_deleted BEFORE DELETE ON step_up FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON step_up EXECUTE FUNCTION tanba_refuse();

-- The one way to redeem a code. Every try counts, five at most; a right one counts once. Tries that come at the same time
-- wait for each other.
CREATE FUNCTION tanba_redeem_code(asked uuid, holder uuid, text_sha256 bytea, digits text) RETURNS text LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  code step_up%ROWTYPE;
  is_right boolean;
BEGIN
  SELECT * INTO code FROM step_up s WHERE s.id = asked FOR UPDATE;
  IF NOT FOUND OR code.holder_id <> holder OR code.text_sha256 <> tanba_redeem_code.text_sha256 OR code.sent_at IS NULL
    OR code.redeemed_at IS NOT NULL THEN
    RETURN 'UNKNOWN';
  END IF;
  IF code.tries >= 5 THEN RETURN 'TOO_MANY'; END IF;
  IF code.ended_at IS NOT NULL OR code.expires_at <= clock_timestamp() THEN RETURN 'EXPIRED'; END IF;
  is_right := sha256(code.code_salt || convert_to(digits, 'UTF8')) = code.code_hash;
  UPDATE step_up s SET tries = s.tries + 1, redeemed_at = CASE WHEN is_right THEN clock_timestamp() END WHERE s.id = asked;
  RETURN CASE WHEN is_right THEN 'REDEEMED' WHEN code.tries = 4 THEN 'TOO_MANY' ELSE 'WRONG' END;
END $$;

CREATE FUNCTION tanba_queue_codes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('send-codes', job_key => 'send-codes', max_attempts => 1000);
END $$;

-- 2. A new address ---------------------------------------------------------------------------------------------------------

-- What the worker has still to do: to send a link, or to tell of a change.
CREATE INDEX email_change_waiting ON email_change (asked_at) WHERE sent_at IS NULL AND refused_for IS NULL;
CREATE INDEX email_change_untold ON email_change (confirmed_at) WHERE confirmed_at IS NOT NULL AND told_at IS NULL;

-- One mailbox and nothing besides: no quotes, comments, spaces or line ends that a mail program could read otherwise.
ALTER TABLE email_change ADD CONSTRAINT email_change_email CHECK (length(email) <= 254 AND email ~
  '^[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$');
ALTER TABLE email_change ADD CONSTRAINT email_change_sent CHECK (num_nonnulls(sent_at, expires_at, token_sha256) IN (0, 3));
ALTER TABLE email_change ADD CONSTRAINT email_change_refused CHECK (refused_for IS NULL OR sent_at IS NULL);
ALTER TABLE email_change ADD CONSTRAINT email_change_confirmed CHECK (confirmed_at IS NULL OR sent_at IS NOT NULL);

CREATE FUNCTION tanba_guard_email_change() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.person_id, NEW.step_up_id, NEW.email, NEW.asked_at)
      IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.step_up_id, OLD.email, OLD.asked_at)
    OR OLD.refused_for IS NOT NULL OR OLD.told_at IS NOT NULL
    OR (OLD.sent_at IS NOT NULL AND (NEW.sent_at, NEW.expires_at, NEW.token_sha256)
      IS DISTINCT FROM (OLD.sent_at, OLD.expires_at, OLD.token_sha256))
    OR (OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at, NEW.old_email)
      IS DISTINCT FROM (OLD.confirmed_at, OLD.old_email)) THEN
    RAISE EXCEPTION 'tanba: a change of address never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON email_change FOR EACH ROW EXECUTE FUNCTION tanba_guard_email_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON email_change FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON email_change EXECUTE FUNCTION tanba_refuse();

-- The one way to change a person's address: by the newest link, once, in time. The holder who asked for it; null for any
-- other token.
CREATE FUNCTION tanba_confirm_email(token text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  change email_change%ROWTYPE;
  known text;
BEGIN
  SELECT * INTO change FROM email_change WHERE token_sha256 = sha256(convert_to(token, 'UTF8')) FOR UPDATE;
  IF NOT FOUND OR change.confirmed_at IS NOT NULL OR change.expires_at <= clock_timestamp()
    OR EXISTS (SELECT FROM email_change WHERE person_id = change.person_id AND (asked_at, id) > (change.asked_at, change.id)) THEN
    RETURN NULL;
  END IF;
  SELECT email INTO STRICT known FROM person WHERE id = change.person_id FOR NO KEY UPDATE;
  UPDATE email_change SET confirmed_at = clock_timestamp(), old_email = known WHERE id = change.id;
  UPDATE person SET email = change.email,
    email_since = CASE WHEN email = change.email AND email_since IS NOT NULL THEN email_since ELSE clock_timestamp() END
    WHERE id = change.person_id;
  PERFORM graphile_worker.add_job('confirm-emails', job_key => 'confirm-emails', max_attempts => 1000);
  RETURN (SELECT holder_id FROM step_up WHERE id = change.step_up_id);
END $$;

CREATE FUNCTION tanba_queue_emails() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('confirm-emails', job_key => 'confirm-emails', max_attempts => 1000);
END $$;

-- 3. Rights ------------------------------------------------------------------------------------------------------------------

REVOKE ALL ON step_up, email_change, citizen, company FROM PUBLIC;
REVOKE ALL ON FUNCTION tanba_guard_step_up(), tanba_redeem_code(uuid, uuid, bytea, text), tanba_queue_codes(),
  tanba_guard_email_change(), tanba_confirm_email(text), tanba_queue_emails() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_redeem_code(uuid, uuid, bytea, text), tanba_queue_codes(), tanba_confirm_email(text),
  tanba_queue_emails() TO tanba_web;

-- Neither the salt nor the hash of a code, nor of a link; and no phone.
GRANT INSERT (id, holder_id, purpose, text_sha256, reference, wanted) ON step_up TO tanba_web;
GRANT SELECT (id, holder_id, purpose, text_sha256, asked_at, delayed_at, sent_at, expires_at, channel, sent_to, tries,
  redeemed_at, ended_at, refused_for) ON step_up TO tanba_web;
GRANT INSERT (id, person_id, step_up_id, email) ON email_change TO tanba_web;
GRANT SELECT (id, person_id, email, asked_at, sent_at, expires_at, refused_for, confirmed_at) ON email_change TO tanba_web;

-- The worker makes codes and links. It neither tries nor redeems them.
GRANT SELECT ON step_up, email_change, citizen, company TO tanba_worker;
GRANT UPDATE (delayed_at, sent_at, expires_at, channel, sent_to, code_salt, code_hash, ended_at, refused_for) ON step_up
  TO tanba_worker;
GRANT UPDATE (token_sha256, sent_at, expires_at, refused_for, told_at) ON email_change TO tanba_worker;
