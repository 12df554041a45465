import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAdvertiserKeys1764000021000 implements MigrationInterface {
  readonly name = 'CreateAdvertiserKeys1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE advertiser_key (
        id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL REFERENCES advertiser,
        name text NOT NULL,
        hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        created_by text,
        expires_at timestamptz,
        revoked_at timestamptz,
        revoked_by text,
        last_used_at timestamptz
      );
      CREATE INDEX advertiser_key_advertiser ON advertiser_key (advertiser_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE advertiser_key');
  }
}
