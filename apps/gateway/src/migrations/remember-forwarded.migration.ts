import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberForwarded1764000090942 implements MigrationInterface {
  readonly name = 'RememberForwarded1764000090942';

  /** Deliveries of a reply, which outlive their row in `delivery`: a reply that is read again is not delivered again. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forwarded_reply (
        delivery_id uuid PRIMARY KEY,
        mo_id uuid NOT NULL REFERENCES reply_text ON DELETE CASCADE
      );
      CREATE INDEX forwarded_reply_mo ON forwarded_reply (mo_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forwarded_reply');
  }
}
