-- Words that the next migration uses: PostgreSQL knows them only once this one is committed.

ALTER TYPE "Confirmation" ADD VALUE 'REGISTRATION_CENTRE';
ALTER TYPE "DocumentPurpose" ADD VALUE 'FIRST_KEYS';
ALTER TYPE "DocumentPurpose" ADD VALUE 'POSSESSION';
