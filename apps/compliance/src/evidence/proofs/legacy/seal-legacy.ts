import type { RecipientKeys } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { recordDigest } from '../../../rules/digest/digest';
import type { MessageFacts } from '../message-facts';
import { entriesOf, sealedLeaf } from '../sealing/format-1';
import { type LegacyRow, loadLegacy } from './load-legacy';
import { LEAVES, LEGACY_SQL } from './legacy.store';

// Changes of messages that waited for their seal when facts came: they are sealed as they would have been. Once their queue is empty
// nothing comes to it any more.

/** Messages in memory at a time. */
const CHUNK = 200;

export interface Leaf {
  messageId: string;
  hash: Buffer;
  consents: Buffer;
  entries: string;
}

/** @returns undefined when none waits */
export async function legacyLeaves(tx: Tx, keys: RecipientKeys): Promise<Leaf[] | undefined> {
  const ids = await takeChanged(tx);
  if (ids.length === 0) return undefined;
  const leaves: Leaf[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const loaded = await loadLegacy(tx, keys, ids.slice(from, from + CHUNK));
    leaves.push(...loaded.filter(hasNews).map(toLeaf));
  }
  return leaves;
}

/** Each message once, however often it changed. */
async function takeChanged(tx: Tx): Promise<string[]> {
  const rows = await tx.query(LEGACY_SQL.takeChanged);
  return rows.map(({ id }) => id);
}

/** A repeated status changed nothing. */
const hasNews = ({ facts, last }: LegacyRow): boolean => entriesOf(facts).length !== last?.entries.length;

function toLeaf({ facts, last }: LegacyRow): Leaf {
  const entries = entriesOf(facts);
  return {
    messageId: facts.messageId,
    hash: sealedLeaf(facts, entries, last?.hash ?? null),
    consents: Buffer.from(consentDigests(facts).join(''), 'hex'),
    entries: entries.join(' '),
  };
}

const consentDigests = ({ decisions }: MessageFacts): string[] => [
  ...new Set(decisions.flatMap(({ consent }) => (consent === undefined ? [] : recordDigest(consent)))),
];

export function keepLeaves(tx: Tx, seq: number, leaves: readonly Leaf[]): void {
  tx.send(LEGACY_SQL.keepLeaves, [seq, ...LEAVES.of(leaves)]);
}
