import { dayOf } from '@stopsms/kernel';
import { digestOf } from '../../../rules/digest/digest';
import { storableValue, toJson } from '../../../rules/digest/storable-json';
import { type Provable, decisionProof } from '../decision-proof';
import { withIso } from '../message-facts';
import { contextOf, decisionHash, ownOf } from '../sealing/format-2';
import type { Fact } from './fact';

/** Context that many decisions share, stored once. */
export interface Context {
  hash: Buffer;
  json: string;
}

/** Objects that facts of decisions refer to. */
export interface Named {
  /** Hexadecimal, by consent. */
  consentDigests: ReadonlyMap<string, string>;
  /** Last fact of each message that has one. */
  last: ReadonlyMap<string, Buffer>;
  /** Digest that ties the proof of a message to a number in E.164. */
  digestOfNumber: (messageId: string, number: string) => string;
}

/** Facts in the order of the decisions, and their contexts, each once. */
export function decisionFacts(decisions: readonly Provable[], named: Named): { facts: Fact[]; contexts: Context[] } {
  const contexts = new Map<string, Context>();
  return {
    facts: decisions.map((decision) => decisionFact(decision, named, contexts)),
    contexts: [...contexts.values()],
  };
}

function decisionFact(decision: Provable, named: Named, contexts: Map<string, Context>): Fact {
  const { consentDigests, last, digestOfNumber } = named;
  const { candidate, recipient, at, reading } = decision;
  const { request, attempt, traceparent } = candidate;
  const messageId = request.id;
  const { consentId, readingId: _, ...proof } = storableValue(decisionProof(decision));
  const shared = {
    advertiserId: request.advertiserId,
    campaignId: request.campaignId ?? null,
    category: request.category,
    region: recipient?.region ?? null,
  };
  const context = remembered(contexts, contextOf(shared, { ...proof }));
  const { at: __, attempt: ___, ...rest } = ownOf({ ...proof });
  const isFirst = attempt === 1;
  const own = isFirst && recipient ? { ...rest, numberDigest: digestOfNumber(messageId, recipient.e164) } : rest;
  const recipientKey = recipient?.key ?? null;
  const previous = last.get(messageId) ?? null;
  const digests = {
    ...withIso({ ...own, at }),
    attempt,
    ...(reading && { textHash: reading.textHash, reading: hexOf(reading.readingId) }),
    ...(consentId !== undefined && { consent: consentDigests.get(consentId) }),
  };
  const link = { messageId, previous: previous?.toString('hex') ?? null };
  return {
    messageId,
    kind: 'decision',
    attempt,
    at,
    day: dayOf(at),
    recipientKey: isFirst ? recipientKey : null,
    context: context.hash,
    reading: reading ? Buffer.from(reading.readingId, 'base64url') : null,
    consentId: consentId ?? null,
    own: JSON.stringify(isFirst ? { ...own, traceparent } : own),
    previous,
    hash: decisionHash(
      link,
      digests,
      context.hash.toString('hex'),
      isFirst ? { recipientKey, traceparent } : undefined,
    ),
  };
}

/** Returns the same object for equal contexts: most of a batch are equal. */
function remembered(contexts: Map<string, Context>, context: object): Context {
  const json = toJson(context);
  const known = contexts.get(json);
  if (known) return known;
  const made = { hash: Buffer.from(digestOf(withIso(context)), 'hex'), json };
  contexts.set(json, made);
  return made;
}

const hexOf = (readingId: string): string => Buffer.from(readingId, 'base64url').toString('hex');
