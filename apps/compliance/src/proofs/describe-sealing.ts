import { entriesOf, sealedLeaf } from './sealing/sealed-content';
import type { Seal } from './find-seals';
import type { MessageFacts } from './message-facts';

export interface Sealing {
  /** `altered`: what is kept is not what was sealed, and so no proof. */
  state: 'sealed' | 'partly' | 'waiting' | 'altered';
  detail: string;
}

/** In words, how far what is told of a message can be checked. */
export function describeSealing(facts: MessageFacts, seals: readonly Seal[], everyMs: number): Sealing {
  const every = `What changes is sealed every ${Math.ceil(everyMs / 1_000)} seconds`;
  const last = seals.at(-1);
  if (!last) {
    return { state: 'waiting', detail: `Nothing of this message is sealed yet. ${every}: ask again after that.` };
  }
  const broken = seals.findIndex(
    ({ covers, leaf }, at) => sealedLeaf(facts, covers, seals[at - 1]?.leaf ?? null).toString('hex') !== leaf,
  );
  if (broken >= 0) {
    const { seq, sealedAt } = seals[broken]?.batch ?? last.batch;
    const detail = `What is kept of this message is not what was sealed on ${sealedAt} in batch ${seq}: it was altered, and this is no proof.`;
    return { state: 'altered', detail };
  }
  const known = new Set(last.covers);
  const later = entriesOf(facts).filter((entry) => !known.has(entry));
  if (later.length > 0) {
    return { state: 'partly', detail: `Not sealed yet: ${later.join(', ')}. ${every}: ask again after that.` };
  }
  const { seq, sealedAt, day } = last.batch;
  const head = last.day
    ? `compare the head of ${day}, ${last.day.head}, with the one that was noted elsewhere`
    : `the head of ${day} is made when that day is over (UTC); until then compare that of the batch, ${last.head}`;
  return { state: 'sealed', detail: `All of it is sealed, last on ${sealedAt} in batch ${seq}: ${head}.` };
}
