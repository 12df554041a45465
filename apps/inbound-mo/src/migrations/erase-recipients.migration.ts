import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EraseRecipients1764000005000 implements MigrationInterface {
  readonly name = 'EraseRecipients1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    // An unsubscribe link goes on working, and a part that the operator sends again is still known, without the number.
    await runner.query('ALTER TABLE unsubscribe_token ALTER COLUMN msisdn DROP NOT NULL');
    await runner.query('ALTER TABLE mo_part ALTER COLUMN msisdn DROP NOT NULL, ALTER COLUMN text_utf16 DROP NOT NULL');
    await runner.query('CREATE INDEX unsubscribe_token_recipient ON unsubscribe_token (recipient_key)');
    await runner.query('CREATE INDEX mo_part_read ON mo_part (recipient_key) WHERE reply_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX unsubscribe_token_recipient, mo_part_read');
    await runner.query('DELETE FROM unsubscribe_token WHERE msisdn IS NULL');
    await runner.query('DELETE FROM mo_part WHERE msisdn IS NULL');
    await runner.query('ALTER TABLE unsubscribe_token ALTER COLUMN msisdn SET NOT NULL');
    await runner.query('ALTER TABLE mo_part ALTER COLUMN msisdn SET NOT NULL, ALTER COLUMN text_utf16 SET NOT NULL');
  }
}
