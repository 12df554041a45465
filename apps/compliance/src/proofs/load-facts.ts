import type { RecipientKeys } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import {
  type KeptReading,
  type MessageFacts,
  type MessageRow,
  type SealedConsent,
  consentIdsOf,
  messageFacts,
} from './message-facts';

/** The last seal of a message. Digests are hexadecimal. */
export interface LastSeal {
  hash: string;
  entries: string[];
  consents: string[];
}

export interface Loaded {
  facts: MessageFacts;
  last?: LastSeal;
}

const DIGEST_BYTES = 32;

/** In what generation its recipient key was sealed. */
interface Made {
  madeIn: number;
}

/**
 * Facts of messages with their last seals, under the keys they were made with; nothing for an id that was never asked for here.
 */
export async function loadFacts(sql: Sql, keys: RecipientKeys, ids: string[]): Promise<Loaded[]> {
  const found = await sql.query<MessageRow & Made>(
    `SELECT message_id AS "messageId", advertiser_id AS "advertiserId", campaign_id AS "campaignId", category,
       recipient_key AS "recipientKey", region, traceparent, requested_at AS "requestedAt", decisions, outcomes,
       made_in_generation AS "madeIn"
     FROM message WHERE message_id = ANY($1::uuid[])`,
    [ids],
  );
  const rows = found.map((row) => asMade(row, keys));
  const seals = await lastSeals(sql, ids);
  const consents = await sealedConsents(sql, keys, [...new Set(rows.flatMap(consentIdsOf))]);
  const readingIds = rows.flatMap(({ decisions }) =>
    Object.values(decisions).flatMap(({ readingId }) => readingId ?? []),
  );
  const readings = await keptReadings(sql, [...new Set(readingIds)]);
  return rows.map((row) => {
    const last = seals.get(row.messageId);
    const facts = messageFacts(row, consents, readings, last?.consents ?? []);
    return { facts, ...(last && { last }) };
  });
}

async function lastSeals(sql: Sql, ids: string[]): Promise<Map<string, LastSeal>> {
  const rows = await sql.query<{ id: string; hash: string; entries: string; consents: Buffer }>(
    `SELECT DISTINCT ON (message_id) message_id AS id, encode(hash, 'hex') AS hash, entries, consents
     FROM proof_leaf WHERE message_id = ANY($1::uuid[]) ORDER BY message_id, seq DESC`,
    [ids],
  );
  return new Map(
    rows.map(({ id, hash, entries, consents }) => [
      id,
      { hash, entries: entries.split(' '), consents: digestsIn(consents) },
    ]),
  );
}

const digestsIn = (bytes: Buffer): string[] =>
  Array.from({ length: bytes.length / DIGEST_BYTES }, (_, at) =>
    bytes.subarray(at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES).toString('hex'),
  );

/** Its recipient key as it was sealed: tables have that of now. */
function asMade<R extends { recipientKey: string | null }>(
  { madeIn, ...row }: R & Made,
  keys: RecipientKeys,
): Omit<R, 'madeIn'> {
  const { recipientKey } = row as { recipientKey: string | null };
  return { ...row, recipientKey: recipientKey && keys.inGeneration(recipientKey, madeIn) } as Omit<R, 'madeIn'>;
}

async function sealedConsents(sql: Sql, keys: RecipientKeys, ids: string[]): Promise<Map<string, SealedConsent>> {
  if (ids.length === 0) return new Map();
  const found = await sql.query<SealedConsent & Made & { grantedAt: Date | string; recordedAt: Date | string }>(
    `SELECT consent_id AS id, recipient_key AS "recipientKey", advertiser_id AS "advertiserId", basis,
       granted_at AS "grantedAt", source, wording, collected_by AS "collectedBy", own_act AS "ownAct", evidence,
       recorded_at AS "recordedAt", made_in_generation AS "madeIn"
     FROM consent WHERE consent_id = ANY($1::uuid[])`,
    [ids],
  );
  const iso = (at: Date | string): string => new Date(at).toISOString();
  return new Map(
    found
      .map((row) => asMade(row, keys) as SealedConsent)
      .map((row) => [row.id, { ...row, grantedAt: iso(row.grantedAt), recordedAt: iso(row.recordedAt) }]),
  );
}

async function keptReadings(sql: Sql, ids: string[]): Promise<Map<string, KeptReading>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; reading: KeptReading }>(
    'SELECT reading_id AS id, reading FROM text_reading WHERE reading_id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, reading }) => [id, reading]));
}
