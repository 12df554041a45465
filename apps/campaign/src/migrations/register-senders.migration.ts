import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RegisterSenders1764000024000 implements MigrationInterface {
  readonly name = 'RegisterSenders1764000024000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [SENDERS, ONE_HOLDER, KNOWN]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE advertiser_sender');
  }
}

// Under what each advertiser may write, and where. `likeness`: how the name reads, see domain/sender-likeness.ts.
const SENDERS = `
  CREATE TABLE advertiser_sender (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    country text NOT NULL,
    sender text NOT NULL,
    likeness text NOT NULL,
    state text NOT NULL CHECK (state IN ('requested', 'approved', 'revoked')),
    evidence text NOT NULL,
    requested_at timestamptz NOT NULL,
    requested_by text,
    decided_at timestamptz,
    decided_by text,
    reason text,
    UNIQUE (advertiser_id, country, likeness)
  )`;

const ONE_HOLDER = `
  CREATE UNIQUE INDEX advertiser_sender_name ON advertiser_sender (country, likeness)
    WHERE state = 'approved' AND sender ~ '[A-Za-z]'`;

// Of several advertisers with one name, whoever had it first keeps it; the others wait for an operator.
const KNOWN = `
  INSERT INTO advertiser_sender
    (id, advertiser_id, country, sender, likeness, state, evidence, requested_at, decided_at)
  SELECT gen_random_uuid(), id, country, sender, likeness, CASE nth WHEN 1 THEN 'approved' ELSE 'requested' END,
    'sender of the account before there was a registry', created_at, CASE nth WHEN 1 THEN now() END
  FROM (
    SELECT *, row_number() OVER (PARTITION BY country, likeness ORDER BY created_at, id) AS nth
    FROM (
      SELECT id, sender, created_at, translate(lower(sender), '01i', 'oll') AS likeness,
        CASE WHEN country IN ('GP', 'BL', 'MF', 'GF', 'MQ', 'RE', 'YT') THEN 'FR' ELSE country END AS country
      FROM advertiser) AS own) AS ranked`;
