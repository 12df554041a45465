import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SealProofs1764000006000 implements MigrationInterface {
  readonly name = 'SealProofs1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    // Which messages changed since they were sealed, in a table of its own: a column of `message` in an index would make
    // every update of the widest rows we have a cold one. Rows may repeat; there is no index, since all are taken.
    await runner.query('CREATE TABLE proof_queue (message_id uuid NOT NULL)');
    await runner.query('INSERT INTO proof_queue SELECT message_id FROM message');
    await runner.query(`
      CREATE TABLE proof_batch (
        seq int PRIMARY KEY,
        day date NOT NULL,
        sealed_at timestamptz NOT NULL,
        count int NOT NULL,
        root bytea NOT NULL,
        previous bytea,
        head bytea NOT NULL
      )`);
    await runner.query('CREATE INDEX proof_batch_day ON proof_batch (day, seq)');
    // No foreign key to the message: a seal outlives what it sealed. `entries` names what the message held then, and
    // `consents` are the digests of its consents, 32 bytes each, since a consent can be erased.
    await runner.query(`
      CREATE TABLE proof_leaf (
        seq int NOT NULL,
        position int NOT NULL,
        message_id uuid NOT NULL,
        hash bytea NOT NULL,
        consents bytea NOT NULL,
        entries text NOT NULL,
        PRIMARY KEY (seq, position)
      )`);
    await runner.query('CREATE INDEX proof_leaf_message ON proof_leaf (message_id)');
    await runner.query(`
      CREATE TABLE proof_day (
        day date PRIMARY KEY,
        first_seq int NOT NULL,
        batches int NOT NULL,
        root bytea NOT NULL,
        previous bytea,
        head bytea NOT NULL
      )`);
    await runner.query(`
      CREATE FUNCTION refuse_unsealing() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only: % refused. What was sealed stays sealed.', TG_TABLE_NAME, TG_OP;
      END $$`);
    for (const table of ['proof_batch', 'proof_leaf', 'proof_day']) {
      await runner.query(`
        CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealing()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE proof_day, proof_leaf, proof_batch, proof_queue');
    await runner.query('DROP FUNCTION refuse_unsealing');
  }
}
