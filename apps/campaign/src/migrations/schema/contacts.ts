/** Address books, imports and opt-outs. */
export const CONTACTS = `
  -- The row of a deleted book stays, since ended campaigns name it; its contacts are deleted after the response.
  CREATE TABLE address_book (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    version int NOT NULL DEFAULT 1,
    deleted_at timestamptz,
    emptied_at timestamptz,
    for_tests boolean NOT NULL DEFAULT false
  );
  CREATE INDEX address_book_advertiser ON address_book (advertiser_id, id);
  CREATE INDEX address_book_to_empty ON address_book (deleted_at) WHERE deleted_at IS NOT NULL AND emptied_at IS NULL;
  -- The only table of this service with numbers. \`seq\` is the order in which campaigns take contacts; the unique key serves imports, search
  -- and opt-outs, which look for a recipient in every book.
  CREATE TABLE contact (
    address_book_id uuid NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    recipient_key text NOT NULL,
    msisdn text NOT NULL,
    region text NOT NULL,
    attributes jsonb NOT NULL,
    consent_id uuid,
    imported_at timestamptz NOT NULL,
    version int NOT NULL DEFAULT 1,
    changed_at timestamptz,
    PRIMARY KEY (address_book_id, seq),
    UNIQUE (recipient_key, address_book_id)
  );
  -- Contacts of an advertiser who opted out of every advertiser. An import of theirs is refused for that reason; for anyone else an import
  -- reveals nothing.
  CREATE TABLE former_contact (
    recipient_key text COLLATE "C" NOT NULL,
    advertiser_id uuid NOT NULL,
    PRIMARY KEY (recipient_key, advertiser_id)
  );
  -- Opt-outs as suppression publishes them: an import never ends one.
  CREATE TABLE opt_out (
    recipient_key text NOT NULL,
    scope text NOT NULL,
    state text NOT NULL CHECK (state IN ('out', 'back')),
    at timestamptz NOT NULL,
    PRIMARY KEY (recipient_key, scope)
  );
  -- \`rows_done\` is the cursor, moved together with the contacts that were stored. \`leased_until\` keeps other replicas away; the cursor keeps
  -- their writes apart.
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
  CREATE INDEX import_unfinished ON import (leased_until) WHERE state <> 'completed';
  -- The uploaded file, with its numbers, until the import has ended.
  CREATE TABLE import_piece (
    import_id uuid NOT NULL REFERENCES import ON DELETE CASCADE,
    n int NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (import_id, n)
  );
  ALTER TABLE import_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
  -- \`number\`: that of a skipped row, masked, by which its owner finds the row.
  CREATE TABLE import_remark (
    import_id uuid NOT NULL REFERENCES import ON DELETE CASCADE,
    row int NOT NULL,
    refused boolean NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    number text,
    PRIMARY KEY (import_id, refused, row)
  );`;
