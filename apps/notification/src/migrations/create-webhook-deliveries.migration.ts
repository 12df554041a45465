import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebhookDeliveries1764000003000 implements MigrationInterface {
  readonly name = 'CreateWebhookDeliveries1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    // The number is kept only while it has still to be told.
    await runner.query(`
      CREATE TABLE webhook_delivery (
        change_id uuid NOT NULL,
        advertiser_id uuid NOT NULL,
        change text NOT NULL CHECK (change IN ('opted-out', 'repeated', 'returned')),
        scope text NOT NULL,
        source text NOT NULL,
        recipient_key text NOT NULL,
        msisdn text CHECK (msisdn IS NULL OR state IN ('pending', 'held')),
        happened_at timestamptz NOT NULL,
        traceparent text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'held', 'delivered', 'failed')),
        attempts int NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        give_up_at timestamptz NOT NULL,
        result text,
        queued_at timestamptz NOT NULL,
        PRIMARY KEY (change_id, advertiser_id)
      )`);
    await runner.query(
      `CREATE INDEX webhook_delivery_due ON webhook_delivery (advertiser_id, next_at) WHERE state = 'pending'`,
    );
    await runner.query(`CREATE INDEX webhook_delivery_held ON webhook_delivery (give_up_at) WHERE state = 'held'`);
    await runner.query(
      'CREATE INDEX webhook_delivery_advertiser ON webhook_delivery (advertiser_id, queued_at DESC, change_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_delivery');
  }
}
