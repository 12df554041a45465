import { type SealedConsent, erasedConsent } from '../../../people/consents/sealed-consent';
import { type Sealable, recordDigest } from '../../../rules/digest/digest';
import type { DecisionProof } from '../decision-proof';
import {
  type SealedReading,
  type MessageFacts,
  type ProvenDecision,
  type ProvenReceipt,
  type ProvenStatus,
  inShownOrder,
  withIso,
} from '../message-facts';

// What was kept of a message until facts were, as it was sealed then. Nothing here may change how it is written, or the seals of that
// time would no longer hold.

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
export function rowFacts(
  row: MessageRow,
  consents: ReadonlyMap<string, SealedConsent>,
  readings: ReadonlyMap<string, SealedReading>,
  sealedConsents: readonly string[],
): MessageFacts {
  const consentIds = consentIdsOf(row);
  const consentOf = (id: string): NonNullable<ProvenDecision['consent']> => {
    const erased = erasedConsent(id);
    const sealed = sealedConsents[consentIds.indexOf(id)];
    if (sealed === undefined) return consents.get(id) ?? erased;
    const kept = [consents.get(id), erased].find((each) => each && recordDigest(each) === sealed);
    return kept ?? (sealed satisfies Sealable<never>);
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
    statuses: inShownOrder(Object.values(statuses).map((status) => withIso(status) as ProvenStatus)),
    receipt: receipt ? (withIso(receipt) as ProvenReceipt) : null,
  };
}

const inOrder = (decisions: Record<string, DecisionProof>): DecisionProof[] =>
  Object.values(decisions).sort((one, other) => one.attempt - other.attempt);
