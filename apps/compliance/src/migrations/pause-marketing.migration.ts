import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PauseMarketing1764000022000 implements MigrationInterface {
  readonly name = 'PauseMarketing1764000022000';

  async up(runner: QueryRunner): Promise<void> {
    // Set while all adverts of the advertiser are paused, so that a resume finds its own among all that is held.
    await runner.query('ALTER TABLE held ADD COLUMN paused_advertiser uuid');
    await runner.query(
      'CREATE INDEX held_paused_advertiser ON held (paused_advertiser) WHERE paused_advertiser IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE held DROP COLUMN paused_advertiser');
  }
}
