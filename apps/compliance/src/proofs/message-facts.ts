import { type Facts, type Sealable, recordDigest } from './sealing/sealed-content';
import { type MessageStatus, type Receipt, knowledgeOf } from '@stopsms/contracts';
import type { DecisionProof } from './decision-proof';
import type { TextReading } from '../text/text-reading';

// What is kept of a message as it is sealed and shown. Whatever is added to what is stored comes along by itself, and
// nothing here may change how it is written for rows of the past, or their seals would no longer hold.

/** Epoch ms become ISO in every member that is named like an instant. */
type Instants<T> = {
  [K in keyof T]: K extends 'at' | 'nextOpening' | `${string}At` | `${string}Until` ? string : Instants<T[K]>;
};

/** As it was recorded; what became of it since is no part of it. Instants are ISO. */
export interface SealedConsent {
  id: string;
  recipientKey: string;
  advertiserId: string;
  basis: string;
  grantedAt: string;
  source: string;
  wording: string;
  collectedBy: string;
  ownAct: boolean;
  evidence: Record<string, string>;
  recordedAt: string;
}

export type KeptReading = Omit<TextReading, 'readingId'>;
type Erased = { id: string; erased: true };

export type ProvenDecision = Instants<Omit<DecisionProof, 'consentId' | 'readingId'>> & {
  /** Its digest when it is on record no more as it was sealed: erased, as a rule. */
  consent?: Sealable<SealedConsent | Erased>;
  reading?: Sealable<KeptReading>;
  [more: string]: unknown;
};
export type ProvenStatus = Instants<
  Pick<
    MessageStatus,
    'attempt' | 'status' | 'code' | 'detail' | 'begunAt' | 'at' | 'provider' | 'sender' | 'smscIds' | 'parts' | 'view'
  >
> & { [more: string]: unknown };
export type ProvenReceipt = Instants<Pick<Receipt, 'outcome' | 'stat' | 'error' | 'provider' | 'smscId' | 'at'>>;

export interface MessageFacts extends Facts {
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

export interface MessageRow extends Omit<MessageFacts['request'], 'requestedAt' | 'textHash'> {
  messageId: string;
  requestedAt: Date;
  decisions: Record<string, DecisionProof>;
  outcomes: Record<string, { at: number }>;
}

/** Ids of its consents, each once, in the order of the decisions: those of a later attempt come behind. */
export const consentIdsOf = ({ decisions }: Pick<MessageRow, 'decisions'>): string[] => [
  ...new Set(inOrder(decisions).flatMap(({ consentId }) => consentId ?? [])),
];

/**
 * @param sealedConsents - digests of the first of its consents, as of the last seal: they stand even when what is kept
 * now differs or is gone
 */
export function messageFacts(
  row: MessageRow,
  consents: ReadonlyMap<string, SealedConsent>,
  readings: ReadonlyMap<string, KeptReading>,
  sealedConsents: readonly string[],
): MessageFacts {
  const consentIds = consentIdsOf(row);
  const consentOf = (id: string): Sealable<SealedConsent | Erased> => {
    const erased: Erased = { id, erased: true };
    const sealed = sealedConsents[consentIds.indexOf(id)];
    if (sealed === undefined) return consents.get(id) ?? erased;
    const kept = [consents.get(id), erased].find((each) => each && recordDigest(each) === sealed);
    return kept ?? sealed;
  };
  const decisions = inOrder(row.decisions).map(({ consentId, readingId, ...rest }) => {
    const reading = readings.get(readingId ?? '');
    const { textHash, pack } = reading ?? rest;
    return {
      ...withIso(rest),
      ...(textHash !== undefined && { textHash }),
      ...(pack && { pack }),
      ...(consentId !== undefined && { consent: consentOf(consentId) }),
      ...(reading && { reading }),
    };
  });
  const { receipt, ...statuses } = row.outcomes;
  const { messageId, requestedAt, decisions: _, outcomes: __, ...request } = row;
  const textHash = decisions[0]?.textHash ?? '';
  return {
    messageId,
    request: { ...request, requestedAt: requestedAt.toISOString(), textHash },
    decisions,
    statuses: Object.values(statuses)
      .map((status) => withIso(status) as ProvenStatus)
      .sort(byInstant),
    receipt: receipt ? (withIso(receipt) as ProvenReceipt) : null,
  };
}

/**
 * What the last attempt came to, undefined while nothing was told: what is known outranks what another dispatcher could not
 * know, whichever was told last.
 */
export function outcomeOf(statuses: readonly ProvenStatus[]): ProvenStatus | undefined {
  let most: ProvenStatus | undefined;
  for (const status of statuses.filter((one) => one.status !== 'submitting')) {
    const more = most && (status.attempt - most.attempt || knowledgeOf(status.status) - knowledgeOf(most.status));
    if (more === undefined || more > 0) most = status;
  }
  return most;
}

const inOrder = (decisions: Record<string, DecisionProof>): DecisionProof[] =>
  Object.values(decisions).sort((one, other) => one.attempt - other.attempt);

const isInstant = (name: string): boolean =>
  name === 'at' || name === 'nextOpening' || name.endsWith('At') || name.endsWith('Until');

/** A loop, because every message passes here. */
function withIso<T>(value: T): Instants<T> {
  if (value === null || typeof value !== 'object') return value as Instants<T>;
  if (Array.isArray(value)) return value.map(withIso) as Instants<T>;
  const written: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[name];
    written[name] = typeof item === 'number' && isInstant(name) ? new Date(item).toISOString() : withIso(item);
  }
  return written as Instants<T>;
}

/** What happened in one millisecond is told in the order in which it happens. */
const byInstant = (one: ProvenStatus, other: ProvenStatus): number =>
  Date.parse(one.at) - Date.parse(other.at) || one.attempt - other.attempt || rank(one) - rank(other);
const rank = ({ status }: ProvenStatus): number => (status === 'submitting' ? 0 : 1);
