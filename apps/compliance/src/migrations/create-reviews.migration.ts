import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReviews1764000005000 implements MigrationInterface {
  readonly name = 'CreateReviews1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    // One row for all messages that a person decides about by reading one text. That text is kept as it was sent, digits
    // included, because a price, a date or a link is often what decides; it may name its recipient, so it is deleted 30 days
    // after the decision, and no number is kept. What was found in it is in `text_reading`. `releasing`: some of the
    // messages that waited for the decision are still to be woken.
    await runner.query(`
      CREATE TABLE review (
        review_id uuid PRIMARY KEY,
        text_key text NOT NULL,
        group_key text NOT NULL,
        advertiser_id uuid NOT NULL,
        campaign_id uuid,
        declared text NOT NULL,
        reading_id text NOT NULL,
        text_hash text NOT NULL,
        text text,
        opened_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused')),
        decided_at timestamptz,
        decided_by text,
        reason text,
        valid_until timestamptz,
        releasing boolean NOT NULL DEFAULT false,
        CHECK ((state = 'open') = (decided_at IS NULL)),
        CHECK (state = 'open' OR (decided_by IS NOT NULL AND reason IS NOT NULL AND valid_until IS NOT NULL))
      )`);
    // Two batches of one campaign open one review, not two; once the decision has run out, the text can wait again.
    await runner.query(`CREATE UNIQUE INDEX review_open_text ON review (text_key) WHERE state = 'open'`);
    await runner.query(`CREATE UNIQUE INDEX review_open_group ON review (group_key) WHERE state = 'open'`);
    await runner.query('CREATE INDEX review_text ON review (text_key)');
    await runner.query('CREATE INDEX review_group ON review (group_key)');
    await runner.query('CREATE INDEX review_opened ON review (opened_at, review_id)');
    await runner.query('CREATE INDEX review_state ON review (state, opened_at, review_id)');
    await runner.query('CREATE INDEX review_releasing ON review (review_id) WHERE releasing');
    await runner.query('ALTER TABLE held ADD COLUMN review_id uuid');
    await runner.query('CREATE INDEX held_review ON held (review_id) WHERE review_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE held DROP COLUMN review_id');
    await runner.query('DROP TABLE review');
  }
}
