import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountQuotas1764000031000 implements MigrationInterface {
  readonly name = 'CountQuotas1764000031000';

  async up(runner: QueryRunner): Promise<void> {
    // Messages cleared for an advertiser on a day or in a month (UTC), and what it was told of its quota. Room in each page,
    // because a row is written anew with every batch.
    await runner.query(`
      CREATE TABLE quota_use (
        advertiser_id uuid NOT NULL,
        period text NOT NULL CHECK (period IN ('day', 'month')),
        starts_on date NOT NULL,
        used bigint NOT NULL DEFAULT 0,
        told_percent int,
        told_limit bigint,
        PRIMARY KEY (advertiser_id, period, starts_on)
      ) WITH (fillfactor = 50)`);
    await runner.query('CREATE INDEX quota_use_age ON quota_use (starts_on)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quota_use');
  }
}
