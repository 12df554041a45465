import type { StoredFact } from '../facts/facts-of';
import type { Seal } from '../sealing/find-seals';
import { type MessageFacts, entriesOf } from '../facts/message-facts';
import { rootFrom } from '../trees/merkle-tree';

export interface Sealing {
  /** `altered`: the stored content differs from the sealed one, and proves nothing. */
  state: 'sealed' | 'partly' | 'waiting' | 'altered';
  detail: string;
}

interface Sealable {
  facts: MessageFacts;
  kept: readonly StoredFact[];
  seals: readonly Seal[];
  /** Audit events that concern it. */
  keptEvents: readonly StoredFact[];
  eventSeals: readonly Seal[];
}

/** Describes how much of a message can be checked. */
export function describeSealing(sealable: Sealable, everyMs: number): Sealing {
  const broken = brokenSeal(sealable) ?? brokenFact(sealable);
  if (broken) return { state: 'altered', detail: `${broken}: it was altered, and this is no proof.` };
  const { facts, seals, keptEvents, eventSeals } = sealable;
  const every = `What happens to messages is sealed every ${Math.ceil(everyMs / 1_000)} seconds`;
  const last = seals.at(-1);
  if (!last) {
    return { state: 'waiting', detail: `Nothing of this message is sealed yet. ${every}: ask again after that.` };
  }
  const known = new Set([
    ...seals.flatMap((seal) => seal.facts.map(({ entry }) => entry)),
    ...eventSeals.flatMap((seal) => seal.facts.map(({ entry }) => entry)),
  ]);
  const entries = [...entriesOf(facts), ...keptEvents.map(({ entry }) => entry)];
  const later = entries.filter((entry) => !known.has(entry));
  if (later.length > 0) {
    return { state: 'partly', detail: `Not sealed yet: ${later.join(', ')}. ${every}: ask again after that.` };
  }
  const { seq, sealedAt, day } = last.batch;
  const head = last.day
    ? `compare the head of ${day}, ${last.day.head}, with the one that was noted elsewhere`
    : `the head of ${day} is made when that day is over (UTC); until then compare that of the batch, ${last.head}`;
  return { state: 'sealed', detail: `All of it is sealed, last on ${sealedAt} in batch ${seq}: ${head}.` };
}

function brokenSeal({ seals, eventSeals }: Sealable): string | undefined {
  const seal = [...seals, ...eventSeals].find(
    ({ facts: sealed, batch }) => !sealed.every((fact) => leadsTo(fact, batch)),
  );
  if (!seal) return undefined;
  const { seq, sealedAt, count } = seal.batch;
  return `Of the ${count} facts that were sealed on ${sealedAt} in batch ${seq}, among them facts of this message, not all are kept as they were`;
}

function leadsTo({ hash, position, path }: Seal['facts'][number], { count, root }: Seal['batch']): boolean {
  const steps = path.map((step) => Buffer.from(step, 'hex'));
  return rootFrom(Buffer.from(hash, 'hex'), position, count, steps)?.toString('hex') === root;
}

function brokenFact({ kept, keptEvents }: Sealable): string | undefined {
  const event = keptEvents.find(({ hash, found }) => hash !== found);
  if (event) return `What is kept of the audit event ${event.entry} is not what was written down and sealed`;
  const altered = kept.find(({ hash, found }) => hash !== found);
  if (altered) return `What is kept of this message as ${altered.entry} is not what was written down and sealed`;
  const hashes = new Set(kept.map(({ hash }) => hash));
  const lonely = kept.find(({ previous }) => previous !== null && !hashes.has(previous));
  return lonely && `What stood before ${lonely.entry} when that was written down is kept no more`;
}
