import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EditContacts1764000050000 implements MigrationInterface {
  readonly name = 'EditContacts1764000050000';

  /** A release before this one neither deletes nor renames a book; those deleted it would show, with no contact in them. */
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [BOOKS, CONTACTS, CAMPAIGNS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX campaign_address_book');
    await runner.query('ALTER TABLE contact DROP COLUMN version, DROP COLUMN changed_at');
    await runner.query('DROP INDEX address_book_to_empty');
    await runner.query('ALTER TABLE address_book DROP COLUMN version, DROP COLUMN deleted_at, DROP COLUMN emptied_at');
  }
}

// The row of a deleted book stays, since ended campaigns name it; its contacts are taken away behind the answer.
const BOOKS = `
  ALTER TABLE address_book
    ADD COLUMN version int NOT NULL DEFAULT 1,
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN emptied_at timestamptz;
  CREATE INDEX address_book_to_empty ON address_book (deleted_at) WHERE deleted_at IS NOT NULL AND emptied_at IS NULL`;

const CONTACTS = `
  ALTER TABLE contact
    ADD COLUMN version int NOT NULL DEFAULT 1,
    ADD COLUMN changed_at timestamptz`;

const CAMPAIGNS = 'CREATE INDEX campaign_address_book ON campaign (address_book_id)';
