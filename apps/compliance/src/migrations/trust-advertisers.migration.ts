import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TrustAdvertisers1764000033100 implements MigrationInterface {
  readonly name = 'TrustAdvertisers1764000033100';

  async up(runner: QueryRunner): Promise<void> {
    // Templates of informative texts that left on a day (UTC), hashed to 8 bytes and a few at most: how many of them there were
    // is what counts, so two that share a hash do no harm.
    await runner.query(`
      CREATE TABLE right_day (
        advertiser_id uuid NOT NULL,
        day date NOT NULL,
        templates bigint[] NOT NULL,
        PRIMARY KEY (advertiser_id, day)
      ) WITH (fillfactor = 50)`);
    // Days on which a text of an advertiser that was declared informative was refused as an advert.
    await runner.query(`
      CREATE TABLE caught_day (
        advertiser_id uuid NOT NULL,
        day date NOT NULL,
        PRIMARY KEY (advertiser_id, day)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE right_day, caught_day');
  }
}
