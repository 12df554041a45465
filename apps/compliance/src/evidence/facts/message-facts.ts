import { type MessageStatus, type Receipt, knowledgeOf } from '@stopsms/contracts';
import type { SealedConsent, erasedConsent } from '../../people/consents/sealed-consent';
import type { Sealable } from '../../rules/digest/digest';
import type { TextReading } from '../../rules/text/text-reading';
import type { DecisionProof } from './decision-proof';
import { RECEIPT, entryOf } from '../trees/format-2';

// What is known of a message, as it is shown. Whatever is added to what is stored comes along by itself.

/** Epoch ms become ISO in every member that is named like an instant. */
type Instants<T> = {
  [K in keyof T]: K extends 'at' | 'nextOpening' | `${string}At` | `${string}Until` ? string : Instants<T[K]>;
};

export type SealedReading = Omit<TextReading, 'readingId'>;

export type ProvenDecision = Instants<Omit<DecisionProof, 'consentId' | 'readingId'>> & {
  /** Its digest when it is on record no more as it was sealed: erased, as a rule. */
  consent?: Sealable<SealedConsent | ReturnType<typeof erasedConsent>>;
  reading?: Sealable<SealedReading>;
  [more: string]: unknown;
};
export type ProvenStatus = Instants<
  Pick<
    MessageStatus,
    'attempt' | 'status' | 'code' | 'detail' | 'begunAt' | 'at' | 'provider' | 'sender' | 'smscIds' | 'parts' | 'view'
  >
> & { [more: string]: unknown };
export type ProvenReceipt = Instants<Pick<Receipt, 'outcome' | 'stat' | 'error' | 'provider' | 'smscId' | 'at'>>;

/** All facts of a message, entries in their order. */
export interface MessageFacts {
  messageId: string;
  request: {
    advertiserId: string;
    campaignId: string | null;
    category: string;
    recipientKey: string | null;
    region: string | null;
    requestedAt: string;
    textHash: string;
    traceparent: string;
  };
  decisions: ProvenDecision[];
  statuses: ProvenStatus[];
  receipt: ProvenReceipt | null;
}

/** `['1', '1:submitted', 'receipt']`: the decision of the first attempt, its statuses, the receipt. */
export const entriesOf = ({ decisions, statuses, receipt }: MessageFacts): string[] => [
  ...decisions.map(({ attempt }) => entryOf({ attempt })),
  ...statuses.map(entryOf),
  ...(receipt ? [RECEIPT] : []),
];

/**
 * Returns the outcome of the last attempt, undefined while none is reported: a known outcome takes precedence over an unknown one of
 * another dispatcher, in either order.
 */
export function outcomeOf(statuses: readonly ProvenStatus[]): ProvenStatus | undefined {
  let most: ProvenStatus | undefined;
  for (const status of statuses.filter((one) => one.status !== 'submitting')) {
    const more = most && (status.attempt - most.attempt || knowledgeOf(status.status) - knowledgeOf(most.status));
    if (more === undefined || more > 0) most = status;
  }
  return most;
}

const isInstant = (name: string): boolean =>
  name === 'at' || name === 'nextOpening' || name.endsWith('At') || name.endsWith('Until');

let latest = { at: NaN, iso: '' };

/** Writes an instant; those of a batch are often the same. */
export function isoOf(at: number): string {
  if (at !== latest.at) latest = { at, iso: new Date(at).toISOString() };
  return latest.iso;
}

/** A loop, because every message passes here. */
export function withIso<T>(value: T): Instants<T> {
  if (value === null || typeof value !== 'object') return value as Instants<T>;
  if (Array.isArray(value)) return value.map(withIso) as Instants<T>;
  const written: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[name];
    if (typeof item === 'number') written[name] = isInstant(name) ? isoOf(item) : item;
    else written[name] = typeof item === 'object' ? withIso(item) : item;
  }
  return written as Instants<T>;
}

/** Sorts statuses by instant; those of one millisecond in the order of a message's life, else of their entries. */
export const inShownOrder = (statuses: readonly ProvenStatus[]): ProvenStatus[] => [...statuses].sort(byInstant);

const byInstant = (one: ProvenStatus, other: ProvenStatus): number =>
  Date.parse(one.at) - Date.parse(other.at) ||
  one.attempt - other.attempt ||
  rank(one) - rank(other) ||
  one.status.length - other.status.length ||
  (one.status < other.status ? -1 : 1);
const rank = ({ status }: ProvenStatus): number => (status === 'submitting' ? 0 : 1);
