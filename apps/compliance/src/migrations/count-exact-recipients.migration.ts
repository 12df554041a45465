import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountExactRecipients1764000090985 implements MigrationInterface {
  readonly name = 'CountExactRecipients1764000090985';

  async up(runner: QueryRunner): Promise<void> {
    // The first keys of a row, that many, received the text itself, the others a similar one. Of rows until now only the first is known.
    await runner.query('ALTER TABLE sent_text_batch ADD COLUMN exact int NOT NULL DEFAULT 1');
    // An erasure looks for keys wherever they are in a row.
    await runner.query('DROP INDEX sent_text_batch_first');
  }

  async down(runner: QueryRunner): Promise<void> {
    // The release before takes the first key for the only one whose text it is.
    await runner.query('CREATE INDEX sent_text_batch_first ON sent_text_batch ((recipient_keys[1]))');
    await runner.query('ALTER TABLE sent_text_batch DROP COLUMN exact');
  }
}
