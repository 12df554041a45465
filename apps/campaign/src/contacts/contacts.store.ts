import { GSM7_BASIC, GSM7_EXTENSION } from '@stopsms/kernel';
import { rowsOf, statements } from '@stopsms/persistence';
import type { ContactsSql } from './contacts.sql';
import { MAX_COLUMNS } from './imports/contact-table';

/** Contacts to add to an address book. */
export const NEW_CONTACTS = rowsOf(
  'key text',
  'msisdn text',
  'region text',
  'attributes text',
  'consent uuid null',
  'lacks text null',
);

/** Contacts that one page of a search reads: some hundredths of a second. The next page goes on behind them. */
export const MAX_SEARCHED = 20_000;
/** Contacts of a deleted address book that one statement deletes: its rows are locked for a few hundredths of a second. */
const CHUNK = 5_000;

/** All characters of GSM-7, as a literal. */
const GSM7 = `'${[...GSM7_BASIC, ...GSM7_EXTENSION.values()].join('').replace('\u001b', '').replace(/'/g, "''")}'`;

const BOOK = `SELECT b.id, b.advertiser_id AS "advertiserId", b.name, a.country, b.created_at AS "createdAt",
    b.version, b.for_tests AS "forTests"
  FROM address_book b JOIN advertiser a ON a.id = b.advertiser_id
  WHERE b.deleted_at IS NULL`;
const CONTACT = `seq::text AS id, msisdn AS phone, region, attributes, consent_id AS "consentId",
  imported_at AS "importedAt", changed_at AS "changedAt", version`;
const RECIPIENTS = `FROM contact WHERE address_book_id = $1 AND seq > $2::bigint AND seq <= $3::bigint ORDER BY seq LIMIT $4`;

export const CONTACTS_SQL = statements<ContactsSql>({
  bookOwner: 'SELECT advertiser_id AS "advertiserId" FROM address_book WHERE id = $1',
  book: `${BOOK} AND b.id = $1`,
  /** Level of the advertiser; none is full enforcement. */
  levelOfBook: `SELECT a.enforcement->>'level' AS level FROM address_book b JOIN advertiser a ON a.id = b.advertiser_id WHERE b.id = $1`,
  /** Until the transaction ends nobody deletes the address book. */
  holdBook: `${BOOK} AND b.id = $1 FOR KEY SHARE OF b`,
  books: `${BOOK} AND ($1::uuid IS NULL OR b.advertiser_id = $1) AND ($2::uuid IS NULL OR b.id < $2)
      AND ($4::boolean IS NULL OR b.for_tests = $4)
    ORDER BY b.id DESC LIMIT $3`,
  counts: `
    SELECT b.id AS "id!", (SELECT count(*)::int FROM contact c WHERE c.address_book_id = b.id) AS "contacts!"
    FROM unnest($1::uuid[]) AS b(id)`,
  createBook: `
    INSERT INTO address_book (id, advertiser_id, name, created_at, for_tests)
    SELECT $1, a.id, $2, to_timestamp($3 / 1000.0), $5 FROM advertiser a WHERE a.id = $4 RETURNING id`,
  lockBook: 'SELECT version FROM address_book WHERE id = $1 AND deleted_at IS NULL FOR UPDATE',
  /** Batches of one book wait for each other, and a campaign that starts waits for them. */
  lockBookForImport: 'SELECT id FROM address_book WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
  lockBookForStart: 'SELECT id FROM address_book WHERE id = $1 FOR NO KEY UPDATE',
  renameBook: 'UPDATE address_book SET name = $2, version = version + 1 WHERE id = $1',
  deleteBook: 'UPDATE address_book SET deleted_at = to_timestamp($2 / 1000.0), version = version + 1 WHERE id = $1',
  campaignOfBook: `
    SELECT c.id AS "campaignId", c.state FROM address_book b JOIN campaign c ON c.address_book_id = b.id
    WHERE b.id = $1 AND c.state NOT IN ('completed', 'cancelled') ORDER BY c.id LIMIT 1`,
  nextDeletedBook:
    'SELECT id FROM address_book WHERE deleted_at IS NOT NULL AND emptied_at IS NULL ORDER BY deleted_at LIMIT 1',
  deleteChunk: `
    WITH chunk AS (
      SELECT seq FROM contact WHERE address_book_id = $1 ORDER BY seq LIMIT ${CHUNK} FOR UPDATE),
    gone AS (DELETE FROM contact WHERE address_book_id = $1 AND seq IN (SELECT seq FROM chunk) RETURNING 1)
    SELECT count(*)::int AS contacts FROM gone`,
  setEmptied: 'UPDATE address_book SET emptied_at = to_timestamp($2 / 1000.0) WHERE id = $1',

  count: 'SELECT count(*)::int AS contacts FROM contact WHERE address_book_id = $1',
  regions: `
    SELECT region, count(*)::int AS contacts FROM contact WHERE address_book_id = $1
    GROUP BY region ORDER BY count(*) DESC, region`,
  consents: `
    SELECT consent_id IS NOT NULL AS "isComplete!", consent_lacks AS lacks, count(*)::int AS "contacts!" FROM contact
    WHERE address_book_id = $1 GROUP BY 1, 2`,
  // The longest value is found by one maximum, for which nothing is sorted: first whether it needs UCS-2, then its length, then the value.
  fields: `
    SELECT name AS "name!", count(*)::int AS contacts,
      substr(max((CASE WHEN translate(value, ${GSM7}, '') = '' THEN '0' ELSE '1' END || lpad(length(value)::text, 5, '0') || value)
        COLLATE "C"), 7) AS "longest!"
    FROM contact, jsonb_each_text(attributes) AS field (name, value) WHERE address_book_id = $1
    GROUP BY name ORDER BY count(*) DESC, name LIMIT ${MAX_COLUMNS}`,
  page: `
    SELECT ${CONTACT} FROM contact
    WHERE address_book_id = $1 AND ($2::text IS NULL OR recipient_key = $2) AND seq > $3::bigint
    ORDER BY seq LIMIT $4`,
  // No index has attributes: one would cost each import more than all searches together. So a search reads on from the cursor.
  search: `
    WITH looked_at AS MATERIALIZED (
      SELECT ${CONTACT}, seq FROM contact WHERE address_book_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT ${MAX_SEARCHED}),
    found AS (
      SELECT * FROM looked_at
      WHERE ($3::text IS NULL OR lower(attributes ->> $3::text) = lower($4))
        AND ($5::text IS NULL OR EXISTS (
          SELECT 1 FROM jsonb_each_text(attributes) AS a WHERE position(lower($5) IN lower(a.value)) > 0))
        AND ($7::text IS NULL OR region = $7)
      ORDER BY seq LIMIT $6)
    SELECT (SELECT count(*)::int FROM looked_at) AS "searched!", (SELECT max(seq)::text FROM looked_at) AS last,
      COALESCE((SELECT json_agg(to_jsonb(found) - 'seq' ORDER BY seq) FROM found), '[]') AS "found:ContactRows"`,
  byId: `
    SELECT ${CONTACT} FROM contact WHERE address_book_id = $1 AND seq = $2::bigint
      AND EXISTS (SELECT 1 FROM address_book b WHERE b.id = $1 AND b.deleted_at IS NULL)`,
  lock: `
    SELECT c.version FROM contact c JOIN address_book b ON b.id = c.address_book_id
    WHERE c.address_book_id = $1 AND c.seq = $2::bigint AND b.deleted_at IS NULL FOR UPDATE OF c`,
  change: `
    UPDATE contact SET attributes = (attributes || $3::jsonb) - $4::text[], version = version + 1,
      changed_at = to_timestamp($5 / 1000.0)
    WHERE address_book_id = $1 AND seq = $2::bigint
    RETURNING (SELECT count(*)::int FROM jsonb_object_keys(attributes)) AS "count!"`,
  delete: 'DELETE FROM contact WHERE address_book_id = $1 AND seq = $2::bigint',
  deletePersons: 'DELETE FROM contact WHERE recipient_key = ANY($1::text[])',
  ofPerson: `
    SELECT c.address_book_id AS "addressBookId", b.name AS "addressBook", b.advertiser_id AS "advertiserId", c.attributes,
      c.consent_id AS "consentId", c.imported_at AS "importedAt"
    FROM contact c JOIN address_book b ON b.id = c.address_book_id
    WHERE c.recipient_key = $1 ORDER BY c.address_book_id LIMIT $2`,
  existing: `
    SELECT recipient_key AS "recipientKey", consent_id AS "consentId" FROM contact
    WHERE address_book_id = $1 AND recipient_key = ANY($2::text[])`,
  add: `
    INSERT INTO contact (address_book_id, recipient_key, msisdn, region, attributes, consent_id, consent_lacks, imported_at)
    SELECT $1, c.key, c.msisdn, c.region, c.attributes::jsonb, c.consent, c.lacks, to_timestamp($2 / 1000.0)
    FROM ${NEW_CONTACTS.as('c', 3, { ordinality: 'position' })}
    ORDER BY c.position
    ON CONFLICT (recipient_key, address_book_id) DO UPDATE SET consent_id = excluded.consent_id, consent_lacks = NULL
      WHERE contact.consent_id IS NULL AND excluded.consent_id IS NOT NULL
    RETURNING recipient_key AS "recipientKey", xmax = 0 AS "added!"`,

  lastOfBook: 'SELECT COALESCE(max(seq), 0) AS "upto!" FROM contact WHERE address_book_id = $1',
  texted: `SELECT seq, msisdn, region, attributes ${RECIPIENTS}`,
  recipients: `SELECT seq, recipient_key AS "recipientKey", msisdn, region, attributes ${RECIPIENTS}`,
  byIds: `
    SELECT seq::text AS id, msisdn, region, attributes FROM contact
    WHERE address_book_id = $1 AND seq = ANY($2::bigint[])`,
  sample: `
    SELECT msisdn, region, attributes FROM contact WHERE address_book_id = $1 AND seq IN (
      (SELECT seq FROM contact WHERE address_book_id = $1 ORDER BY seq LIMIT $2)
      UNION (SELECT unnest(ARRAY[min(seq), max(seq)]) FROM contact WHERE address_book_id = $1 GROUP BY region))
    ORDER BY seq`,
});
