import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShareReviews1764000033000 implements MigrationInterface {
  readonly name = 'ShareReviews1764000033000';

  async up(runner: QueryRunner): Promise<void> {
    // Texts of one template share a decision as far as the reader finds no more in them than in the one that was read:
    // `kinds` and `score` are those of that one. All three are null in reviews of a release before, whose texts share as they did
    // then. `shown_at`: the advertiser showed the text before it sent it, so that nothing may wait for the decision.
    await runner.query(`
      ALTER TABLE review
        ADD COLUMN template_key text,
        ADD COLUMN kinds text[],
        ADD COLUMN score double precision,
        ADD COLUMN shown_at timestamptz`);
    await runner.query('CREATE INDEX review_template ON review (template_key) WHERE template_key IS NOT NULL');
    await runner.query(
      `CREATE INDEX review_shown ON review (advertiser_id) WHERE state = 'open' AND shown_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE review DROP COLUMN template_key, DROP COLUMN kinds, DROP COLUMN score, DROP COLUMN shown_at',
    );
  }
}
