import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReceiveImports1764000041000 implements MigrationInterface {
  readonly name = 'ReceiveImports1764000041000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [IMPORTS, PIECES, REMARKS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_remark, import_piece, import');
  }
}

// `rows_done` is the cursor, moved with the contacts it stored. `leased_until` keeps replicas off each other's work; what they
// write is kept apart by the cursor.
const IMPORTS = `
  CREATE TABLE import (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    address_book_id uuid NOT NULL REFERENCES address_book,
    form text NOT NULL CHECK (form IN ('csv', 'json')),
    state text NOT NULL CHECK (state IN ('receiving', 'waiting', 'running', 'completed')),
    rows_all int NOT NULL DEFAULT 0,
    rows_done int NOT NULL DEFAULT 0,
    imported int NOT NULL DEFAULT 0,
    with_consent int NOT NULL DEFAULT 0,
    consents_added int NOT NULL DEFAULT 0,
    refused int NOT NULL DEFAULT 0,
    duplicates int NOT NULL DEFAULT 0,
    opted_out int NOT NULL DEFAULT 0,
    warnings int NOT NULL DEFAULT 0,
    leased_until timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
  );
  CREATE INDEX import_address_book ON import (address_book_id, id);
  CREATE INDEX import_unfinished ON import (leased_until) WHERE state <> 'completed'`;

// The file as it came, with the numbers that are in it: kept until the import is over.
const PIECES = `
  CREATE TABLE import_piece (
    import_id uuid NOT NULL REFERENCES import ON DELETE CASCADE,
    n int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (import_id, n)
  );
  ALTER TABLE import_piece ALTER COLUMN bytes SET STORAGE EXTERNAL`;

const REMARKS = `
  CREATE TABLE import_remark (
    import_id uuid NOT NULL REFERENCES import ON DELETE CASCADE,
    row int NOT NULL,
    refused boolean NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (import_id, refused, row)
  )`;
