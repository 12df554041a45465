import { Injectable } from '@nestjs/common';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { addClearedInformative } from '../../produces/compliance.cleared-informative.v1';
import { addClearedMarketing } from '../../produces/compliance.cleared-marketing.v1';
import { addVerdicts } from '../../produces/compliance.verdicts.v1';
import { openMessages, renewOpen } from '../../waiting/holding/open-messages';
import { countAdverts, uncountAdverts } from '../../limits/caps/count-adverts';
import { keepSentTexts } from '../../people/complaints/keep-sent-texts';
import { KeepHeld } from '../../waiting/holding/keep-held';
import { ProveDecisions } from '../../evidence/facts/prove-decisions';
import { PublishOutcomes } from '../publishers/publish-outcomes';
import { recordObserved } from '../../limits/enforcement/record-observed';
import { type Cleared, CountUse } from '../../limits/quotas/count-use';
import { keepReadings } from '../../rules/text/keep-readings';
import { countCaught } from '../../limits/trust/count-caught';
import { clearedMessage } from './cleared-message';
import { DecideAgain } from './decide-again';
import type { Decision } from '../core/facts';

/** Writes decisions, their proof, held messages and published records, in one transaction. */
@Injectable()
export class StoreDecisions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly decideAgain: DecideAgain,
    private readonly held: KeepHeld,
    private readonly use: CountUse,
    private readonly proofs: ProveDecisions,
    private readonly publishers: PublishOutcomes,
  ) {}

  /**
   * Stores the decisions on messages asked for now.
   * @returns those of messages never seen before, as stored; the others change nothing
   */
  async first(decided: Decision[]): Promise<Decision[]> {
    return this.database.run(async (tx) => {
      const { decisions, limited } = await this.decideAgain.execute(tx, decided, 'new');
      keepReadings(tx, readingsOf(decisions));
      const fresh = await this.proofs.first(tx, decisions);
      this.publishers.keep(tx, fresh);
      openMessages(tx, fresh);
      this.held.add(tx, fresh);
      countAdverts(tx, fresh);
      await this.use.add(tx, fresh, limited);
      recordObserved(tx, fresh);
      countCaught(tx, fresh);
      await this.publish(tx, fresh, 'new');
      return fresh;
    });
  }

  /** Stores the decisions on messages that were held and are claimed by `tx`; returns them as stored. */
  async released(tx: Tx, decided: Decision[]): Promise<Decision[]> {
    return this.again(tx, decided, 'held');
  }

  /**
   * Stores that cleared messages came back and wait again; returns the decisions as stored.
   * @param cleared - when each was: it counts no more
   * @param now - epoch ms
   */
  async heldAgain(tx: Tx, decided: Decision[], cleared: Cleared[], now: number): Promise<Decision[]> {
    uncountAdverts(tx, decided, now);
    const decisions = await this.again(tx, decided, 'new');
    this.use.takeBack(tx, cleared);
    return decisions;
  }

  private async again(tx: Tx, decided: Decision[], from: 'new' | 'held'): Promise<Decision[]> {
    const { decisions, limited } = await this.decideAgain.execute(tx, decided, 'held');
    keepReadings(tx, readingsOf(decisions));
    await this.proofs.again(tx, decisions);
    renewOpen(tx, decisions);
    this.held.add(tx, decisions);
    countAdverts(tx, decisions);
    await this.use.add(tx, decisions, limited);
    recordObserved(tx, decisions);
    countCaught(tx, decisions);
    await this.publish(tx, decisions, from);
    return decisions;
  }

  private async publish(tx: Tx, decisions: Decision[], from: 'new' | 'held'): Promise<void> {
    keepSentTexts(tx, decisions);
    await this.publishers.verdicts(tx, await addVerdicts(this.outbox, tx, decisions, from));
    const cleared = decisions.flatMap(clearedMessage);
    await addClearedMarketing(this.outbox, tx, cleared);
    await addClearedInformative(this.outbox, tx, cleared);
  }
}

const readingsOf = (decisions: Decision[]) => decisions.flatMap(({ reading }) => reading ?? []);
