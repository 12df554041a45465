import { canonicalJson } from '../../../rules/digest/canonical-json';
import { type Sealable, recordDigest } from '../../../rules/digest/digest';
import { leafOf } from './merkle-tree';

// What was sealed of a message until `stopsms-proof/2`, kept for the seals of that time. Decisions and outcomes are only ever added, so what was sealed earlier is what is there now
// without the entries that came later: a seal keeps the names of its entries, and no copy of them.

/** Part of every sealed content: another way to make it gets another name, and this one is then kept for old seals. */
export const FORMAT_1 = 'stopsms-proof/1' as const;

type Json = Record<string, unknown>;

export interface DecisionFact extends Json {
  attempt: number;
  consent?: Sealable<object>;
  reading?: Sealable<object>;
}

export interface StatusFact extends Json {
  attempt: number;
  status: string;
}

/** All facts of a message, entries in their order. */
export interface Facts {
  messageId: string;
  request: object;
  decisions: readonly DecisionFact[];
  statuses: readonly StatusFact[];
  receipt: object | null;
}

const RECEIPT = 'receipt';
const nameOf = ({ attempt, status }: { attempt: number; status?: string }): string =>
  status === undefined ? String(attempt) : `${attempt}:${status}`;

/** `['1', '1:submitted', 'receipt']`: the first attempt's decision, its statuses, the receipt. */
export const entriesOf = ({ decisions, statuses, receipt }: Omit<Facts, 'messageId' | 'request'>): string[] => [
  ...decisions.map((decision) => nameOf({ attempt: decision.attempt })),
  ...statuses.map(nameOf),
  ...(receipt ? [RECEIPT] : []),
];

/**
 * The leaf of a message in the tree of its batch.
 * @param covers - the entries that were there when it was sealed
 * @param previousLeaf - of the seal before, so that none can be left out between two others; null for the first
 */
export function sealedLeaf(facts: Facts, covers: readonly string[], previousLeaf: string | null): Buffer {
  const covered = new Set(covers);
  return leafOf(
    canonicalJson({
      format: FORMAT_1,
      messageId: facts.messageId,
      request: facts.request,
      decisions: facts.decisions.filter(({ attempt }) => covered.has(nameOf({ attempt }))).map(withDigests),
      statuses: facts.statuses.filter((status) => covered.has(nameOf(status))),
      receipt: covered.has(RECEIPT) ? facts.receipt : null,
      previousLeaf,
    }),
  );
}

const withDigests = ({ consent, reading, ...rest }: DecisionFact): object => ({
  ...rest,
  ...(consent !== undefined && { consent: recordDigest(consent) }),
  ...(reading !== undefined && { reading: recordDigest(reading) }),
});
