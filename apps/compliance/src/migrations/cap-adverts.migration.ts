import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CapAdverts1764000044000 implements MigrationInterface {
  readonly name = 'CapAdverts1764000044000';

  async up(runner: QueryRunner): Promise<void> {
    // What was cleared before, also by a release of before that still runs, counts towards no cap: there were none then.
    // An advert that was cleared and when it left; null while it is under way. Adverts that are cleared together leave together, so
    // each page has room for all its rows once more, and no index has what changes: a row that is written anew stays where it is.
    await runner.query(`
      CREATE TABLE advert_place (
        recipient_key text COLLATE "C" NOT NULL,
        advertiser_id uuid NOT NULL,
        message_id uuid NOT NULL,
        cleared_at timestamptz NOT NULL,
        left_at timestamptz,
        PRIMARY KEY (recipient_key, advertiser_id, message_id)
      ) WITH (fillfactor = 50)`);
    await runner.query('CREATE INDEX advert_place_age ON advert_place (cleared_at)');
    // Locked by whoever decides under a cap; without one there is none.
    await runner.query(`
      CREATE TABLE capped_pair (
        recipient_key text COLLATE "C" NOT NULL,
        advertiser_id uuid NOT NULL,
        PRIMARY KEY (recipient_key, advertiser_id)
      )`);
    // The caps of its advertiser while a message waits for one: what differs from those of today is looked at again.
    await runner.query('ALTER TABLE held ADD COLUMN capped_by text');
    await runner.query('CREATE INDEX held_capped_by ON held (capped_by) WHERE capped_by IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE held DROP COLUMN capped_by');
    await runner.query('DROP TABLE capped_pair, advert_place');
  }
}
