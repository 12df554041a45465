import { Injectable } from '@nestjs/common';
import { RecipientKeys, dayOf } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { ConsentDigests } from '../../people/consents/consent-digests';
import type { Provable } from './decision-proof';
import { decisionFacts } from './decision-facts';
import { FactFrames } from './fact-frames';
import { FrameStart } from './frame-start';
import { writeFacts } from './facts-lock';
import { insertFacts, keepContexts } from './insert-facts';
import { LatestFacts, type OpenFrame } from './latest-facts';
import { numberDigest, numberSalt } from '../trees/number-digest';
import { ASKED, FACTS_SQL } from './facts.store';

/** Appends decisions to the proofs of their messages, in the transaction that stores their effects. */
@Injectable()
export class ProveDecisions {
  constructor(
    private readonly digests: ConsentDigests,
    private readonly latest: LatestFacts,
    private readonly start: FrameStart,
    private readonly frames: FactFrames,
    private readonly keys: RecipientKeys,
  ) {}

  /**
   * Makes messages known for ever.
   * @returns the decisions on those never asked for before, which are proven now; the others change nothing
   */
  async first<D extends Provable>(tx: Tx, decisions: readonly D[]): Promise<D[]> {
    writeFacts(tx);
    const asked = [...decisions].sort((one, other) => (one.candidate.request.id < other.candidate.request.id ? -1 : 1));
    const isFramed = await this.start.hasCome(tx);
    const rows = await tx.query(FACTS_SQL.ask, [
      ...ASKED.of(asked, ({ candidate, at }) => ({ id: candidate.request.id, day: dayOf(at) })),
      isFramed,
    ]);
    const ids = new Set(rows.map(({ id }) => id));
    const fresh = decisions.filter(({ candidate }) => ids.has(candidate.request.id));
    const [first] = rows;
    if (first) await this.append(tx, fresh, new Map(), { position: first.home, homes: new Map() });
    return fresh;
  }

  /** Adds facts of messages that were decided before. */
  async again(tx: Tx, decisions: readonly Provable[]): Promise<void> {
    const ids = decisions.map(({ candidate }) => candidate.request.id);
    const { known, frame } = await this.latest.open(tx, ids);
    const last = [...known].flatMap(([id, fact]) => (fact.last ? [[id, fact.last] as const] : []));
    await this.append(tx, decisions, new Map(last), frame);
  }

  private async append(
    tx: Tx,
    decisions: readonly Provable[],
    last: ReadonlyMap<string, Buffer>,
    frame: OpenFrame,
  ): Promise<void> {
    const used = decisions.flatMap(({ consentStatus }) => consentStatus?.consent ?? []);
    const consentDigests = await this.digests.of(tx, used);
    const digestOfNumber = (id: string, number: string) => numberDigest(id, number, numberSalt(this.keys, id));
    const { facts, contexts } = decisionFacts(decisions, { consentDigests, last, digestOfNumber });
    keepContexts(tx, contexts);
    await insertFacts(tx, this.frames, frame, facts);
  }
}
