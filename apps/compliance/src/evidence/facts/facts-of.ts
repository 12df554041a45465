import type { Sealable } from '../../rules/digest/digest';
import {
  type SealedReading,
  type MessageFacts,
  type ProvenDecision,
  type ProvenReceipt,
  type ProvenStatus,
  inShownOrder,
  withIso,
} from './message-facts';
import {
  type OwnRequest,
  RECEIPT,
  type SharedRequest,
  entryOf,
  receiptHash,
  shownDecisionHash,
  statusHash,
} from '../trees/format-2';
import type { FactKind } from './fact';

type Json = Record<string, unknown>;

/** A fact as it is kept; instants in epoch ms, digests in hexadecimal. */
export interface FactRow {
  table: 'fact' | 'fact_frame';
  position: string;
  /** Number in its frame, from 0; absent of a row of its own. */
  index?: number;
  day: string;
  kind: FactKind;
  attempt: number;
  at: number;
  recipientKey: string | null;
  /** Null for a decision whose context is deleted or altered. */
  context: (SharedRequest & Json) | null;
  readingId: string | null;
  consentId: string | null;
  own: Json;
  previous: string | null;
  hash: string;
}

/** Position of a fact, and the check that it is what was written. */
export interface StoredFact {
  entry: string;
  table: 'fact' | 'fact_frame' | 'audit_event';
  position: string;
  /** Number of the leaf in its row, from 0; absent where a row has one. */
  index?: number;
  day: string;
  previous: string | null;
  hash: string;
  /** Hash of the stored content. */
  found: string;
}

export interface Named {
  /** Views of each consent that a proof may show, the best first: the one counts by which the fact was hashed. */
  consents: ReadonlyMap<string, NonNullable<ProvenDecision['consent']>[]>;
  readings: ReadonlyMap<string, SealedReading>;
}

type Request = MessageFacts['request'];

/**
 * All that is known of a message, and the facts it is known from.
 * @param rows - first to last
 * @returns undefined when what was asked is not known
 */
export function factsOf(
  messageId: string,
  rows: readonly FactRow[],
  named: Named,
): { facts: MessageFacts; kept: StoredFact[] } | undefined {
  const firsts = firstOfEach(rows);
  const request = requestOf(firsts, named);
  if (!request) return undefined;
  const read = firsts.map((row) => readFact(messageId, row, request, named));
  const shown = <K extends keyof Shown>(name: K) =>
    read.flatMap((fact) => (name in fact.shown ? [fact.shown[name]] : []));
  return {
    facts: {
      messageId,
      request,
      decisions: shown('decision') as ProvenDecision[],
      statuses: inShownOrder(shown('status') as ProvenStatus[]),
      receipt: (shown('receipt')[0] ?? null) as ProvenReceipt | null,
    },
    kept: read.map(({ kept }) => kept),
  };
}

interface Shown {
  decision?: ProvenDecision;
  status?: ProvenStatus;
  receipt?: ProvenReceipt;
}

/** One of a kind counts, however often it was written down. */
function firstOfEach(rows: readonly FactRow[]): FactRow[] {
  const firsts = new Map<string, FactRow>();
  for (const row of rows) if (!firsts.has(nameOf(row))) firsts.set(nameOf(row), row);
  return [...firsts.values()];
}

const nameOf = ({ kind, attempt }: FactRow): string =>
  kind === 'receipt' ? RECEIPT : entryOf(kind === 'decision' ? { attempt } : { attempt, status: kind });

function requestOf(rows: readonly FactRow[], { readings }: Named): Request | undefined {
  const first = rows.find(({ kind, attempt }) => kind === 'decision' && attempt === 1);
  if (!first) return undefined;
  const { advertiserId = '', campaignId = null, category = '', region = null } = first.context ?? {};
  return {
    advertiserId,
    campaignId,
    category,
    region,
    recipientKey: first.recipientKey,
    traceparent: String(first.own['traceparent']),
    requestedAt: new Date(first.at).toISOString(),
    textHash: textHashOf(first, readings) ?? '',
  };
}

function readFact(messageId: string, row: FactRow, request: Request, named: Named): { shown: Shown; kept: StoredFact } {
  const { table, position, index, day, previous, hash } = row;
  const link = { messageId, previous };
  const kept = { entry: nameOf(row), table, position, day, previous, hash, ...(index !== undefined && { index }) };
  if (row.kind === 'decision') {
    const { decision, found } = readDecision(
      row,
      (shown) => shownDecisionHash(link, requestIn(row, request), shown),
      named,
    );
    return { shown: { decision }, kept: { ...kept, found } };
  }
  if (row.kind === 'receipt') {
    const receipt = withIso({ ...row.own, at: row.at }) as unknown as ProvenReceipt;
    return { shown: { receipt }, kept: { ...kept, found: receiptHash(link, receipt).toString('hex') } };
  }
  const fields = { ...row.own, attempt: row.attempt, at: row.at, status: row.kind };
  const status = withIso(fields) as unknown as ProvenStatus;
  return { shown: { status }, kept: { ...kept, found: statusHash(link, status).toString('hex') } };
}

/** Request as recorded in this fact, which is what was hashed; it is the same in all facts of a message. */
const requestIn = ({ context }: FactRow, request: Request): SharedRequest & OwnRequest => ({
  ...request,
  ...(context && {
    advertiserId: context.advertiserId,
    campaignId: context.campaignId,
    category: context.category,
    region: context.region,
  }),
});

function readDecision(
  row: FactRow,
  hashOf: (shown: ProvenDecision) => Buffer,
  { consents, readings }: Named,
): { decision: ProvenDecision; found: string } {
  const { advertiserId: _, campaignId: __, category: ___, region: ____, ...shared } = row.context ?? {};
  const { traceparent: _____, ...own } = row.own;
  const reading: Sealable<SealedReading> | undefined =
    row.readingId === null ? undefined : (readings.get(row.readingId) ?? hexOf(row.readingId));
  const textHash = textHashOf(row, readings);
  const bare = {
    ...withIso({ ...shared, ...own, at: row.at }),
    attempt: row.attempt,
    ...(textHash !== undefined && { textHash }),
    ...(reading !== undefined && { reading }),
  } as unknown as ProvenDecision;
  const ways =
    row.consentId === null ? [bare] : (consents.get(row.consentId) ?? []).map((consent) => ({ ...bare, consent }));
  const tried = ways.map((decision) => ({ decision, found: hashOf(decision).toString('hex') }));
  return tried.find(({ found }) => found === row.hash) ?? tried[0] ?? { decision: bare, found: '' };
}

function textHashOf({ own, readingId }: FactRow, readings: Named['readings']): string | undefined {
  const reading = readings.get(readingId ?? '');
  return reading ? reading.textHash : (own['textHash'] as string | undefined);
}

const hexOf = (readingId: string): string => Buffer.from(readingId, 'base64url').toString('hex');
