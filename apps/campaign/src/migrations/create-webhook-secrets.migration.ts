import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebhookSecrets1764000028000 implements MigrationInterface {
  readonly name = 'CreateWebhookSecrets1764000028000';

  async up(runner: QueryRunner): Promise<void> {
    // A secret is kept, sealed, only for as long as it signs.
    await runner.query(`
      CREATE TABLE webhook_secret (
        id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL REFERENCES advertiser,
        sealed text CHECK ((sealed IS NULL) = (retired_at IS NOT NULL)),
        created_at timestamptz NOT NULL,
        created_by text,
        retired_at timestamptz,
        retired_by text
      );
      CREATE INDEX webhook_secret_advertiser ON webhook_secret (advertiser_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_secret');
  }
}
