import { dayOf, isStorableJson } from '@stopsms/kernel';
import { digestOf } from '../../rules/digest/digest';
import { storableValue, toJson } from '../../rules/digest/storable-json';
import { type DecisionProof, type Provable, decisionProof } from './decision-proof';
import { isoOf, withIso } from './message-facts';
import { contextOf, decisionHash, ownOf } from '../trees/format-2';
import type { Fact } from './fact';

/** Context that many decisions share, stored once. */
export interface Context {
  hash: Buffer;
  json: string;
}

/** Objects that facts of decisions refer to. */
interface Named {
  /** Hexadecimal, by consent. */
  consentDigests: ReadonlyMap<string, string>;
  /** Last fact of each message that has one. */
  last: ReadonlyMap<string, Buffer>;
  /** Digest that ties the proof of a message to a number in E.164. */
  digestOfNumber: (messageId: string, number: string) => string;
}

/** Facts in the order of the decisions, and their contexts, each once. */
export function decisionFacts(decisions: readonly Provable[], named: Named): { facts: Fact[]; contexts: Context[] } {
  const batch: Batch = { named, contexts: new Map(), readings: new Map() };
  return {
    facts: decisions.map((decision) => decisionFact(decision, batch)),
    contexts: [...batch.contexts.values()].map(({ context }) => context),
  };
}

/** Objects that decisions of a batch share, made once. */
interface Batch {
  named: Named;
  /** Contexts by their JSON. */
  contexts: Map<string, { context: Context; hex: string }>;
  /** Readings by their id. */
  readings: Map<string, { digest: Buffer; hex: string }>;
}

function decisionFact(decision: Provable, batch: Batch): Fact {
  const { consentDigests, last } = batch.named;
  const { candidate, recipient, at, reading: textReading } = decision;
  const { request, attempt, traceparent } = candidate;
  const messageId = request.id;
  const proof = decisionProof(decision);
  const written = partsOf(proof, decision, batch, JSON.stringify);
  const isKept = isStorableJson(written.json) && isStorableJson(written.ownJson);
  // A detail that quotes what a requester wrote may have characters that are not stored.
  const { shared, json, own, ownJson } = isKept ? written : partsOf(storableValue(proof), decision, batch, toJson);
  const { context, hex } = batch.contexts.get(json) ?? contextIn(batch, json, shared);
  const isFirst = attempt === 1;
  const recipientKey = recipient?.key ?? null;
  const previous = last.get(messageId) ?? null;
  const reading = textReading && readingIn(batch, textReading.readingId);
  const { consentId } = proof;
  const digests = withIso(own) as Json & { attempt: number };
  digests.attempt = attempt;
  digests['at'] = isoOf(at);
  if (textReading && reading) {
    digests['textHash'] = textReading.textHash;
    digests['reading'] = reading.hex;
  }
  if (consentId !== undefined) digests['consent'] = consentDigests.get(consentId);
  const link = { messageId, previous: previous?.toString('hex') ?? null };
  return {
    messageId,
    kind: 'decision',
    attempt,
    at,
    day: dayOf(at),
    recipientKey: isFirst ? recipientKey : null,
    context: context.hash,
    reading: reading?.digest ?? null,
    consentId: consentId ?? null,
    own: ownJson,
    previous,
    hash: decisionHash(link, digests, hex, isFirst ? { recipientKey, traceparent } : undefined),
  };
}

type Json = Record<string, unknown>;

interface Parts {
  shared: Json;
  json: string;
  /** Fields that only this decision has, without those that are columns. */
  own: Json;
  ownJson: string;
}

/** Fields of a proof that are columns of a fact. */
const COLUMNS: ReadonlySet<string> = new Set(['at', 'attempt', 'consentId', 'readingId']);

function partsOf(
  proof: DecisionProof,
  { candidate, recipient }: Provable,
  { named }: Batch,
  write: (value: object) => string,
): Parts {
  const { request, attempt, traceparent } = candidate;
  const fields = proof as unknown as Json;
  const shared = contextOf(
    {
      advertiserId: request.advertiserId,
      campaignId: request.campaignId ?? null,
      category: request.category,
      region: recipient?.region ?? null,
    },
    fields,
  );
  const own = ownOf(fields, COLUMNS);
  if (attempt === 1 && recipient) own['numberDigest'] = named.digestOfNumber(request.id, recipient.e164);
  return { shared, json: write(shared), own, ownJson: write(attempt === 1 ? { ...own, traceparent } : own) };
}

function contextIn(batch: Batch, json: string, shared: object): { context: Context; hex: string } {
  const hex = digestOf(withIso(shared));
  const made = { context: { hash: Buffer.from(hex, 'hex'), json }, hex };
  batch.contexts.set(json, made);
  return made;
}

function readingIn(batch: Batch, readingId: string): { digest: Buffer; hex: string } {
  const known = batch.readings.get(readingId);
  if (known) return known;
  const digest = Buffer.from(readingId, 'base64url');
  const made = { digest, hex: digest.toString('hex') };
  batch.readings.set(readingId, made);
  return made;
}
