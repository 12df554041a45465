import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddLinkPresses1764000004000 implements MigrationInterface {
  readonly name = 'AddLinkPresses1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    // When the button was last pressed: the page says so to whoever comes back, and a person who came back to the
    // advertiser since can leave again by the same link.
    await runner.query('ALTER TABLE unsubscribe_token ADD COLUMN pressed_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unsubscribe_token DROP COLUMN pressed_at');
  }
}
