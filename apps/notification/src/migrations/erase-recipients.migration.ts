import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EraseRecipients1764000004000 implements MigrationInterface {
  readonly name = 'EraseRecipients1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    // That a confirmation was sent stays known without its text, since it must not be sent again.
    await runner.query('ALTER TABLE service_message ALTER COLUMN text DROP NOT NULL');
    await runner.query(
      'CREATE INDEX webhook_delivery_in_clear ON webhook_delivery (recipient_key) WHERE msisdn IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX webhook_delivery_in_clear');
    await runner.query(`UPDATE service_message SET text = '' WHERE text IS NULL`);
    await runner.query('ALTER TABLE service_message ALTER COLUMN text SET NOT NULL');
  }
}
