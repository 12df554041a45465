import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteWhoPaused1764000029100 implements MigrationInterface {
  readonly name = 'NoteWhoPaused1764000029100';

  async up(runner: QueryRunner): Promise<void> {
    // Its own key may resume it then; what was paused before stays with operators.
    await runner.query('ALTER TABLE campaign ADD COLUMN paused_by_advertiser boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign DROP COLUMN paused_by_advertiser');
  }
}
