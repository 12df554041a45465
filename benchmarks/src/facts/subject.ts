import type { Database, Tx } from '@stopsms/persistence';
import type { Fact } from '../../../apps/compliance/src/evidence/facts/fact';
import type { Provable } from '../../../apps/compliance/src/evidence/facts/decision-proof';
import { decisionFacts } from '../../../apps/compliance/src/evidence/facts/decision-facts';
import { type Outcome, outcomeFact } from '../../../apps/compliance/src/evidence/facts/outcome-facts';
import { type MessageState, nameOf } from '../../../apps/compliance/src/evidence/facts/latest-facts';
import type { DayOfMessages, Work } from './day-of-messages';

/** State of a message before its next fact. */
export type Before = Pick<MessageState, 'names' | 'last'>;

/** A way to store facts. */
export abstract class Subject {
  abstract readonly name: string;
  /** Tables that it alone writes, partitioned or not. */
  abstract readonly tables: readonly string[];

  constructor(
    protected readonly database: Database,
    protected readonly day: DayOfMessages,
  ) {}

  /** Facts of messages, first to last. */
  abstract load(ids: readonly string[]): Promise<Map<string, Fact[]>>;
  /** Hashes that one batch seals after another, 10,000 at most each; returns how many there were. */
  abstract readToSeal(): Promise<number>;
  protected abstract writeDecisions(tx: Tx, decisions: readonly Provable[]): Promise<void>;
  protected abstract known(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Before>>;
  protected abstract writeOutcomes(tx: Tx, facts: readonly Fact[]): Promise<void>;

  /** One transaction, as compliance makes it. */
  write(work: Work): Promise<void> {
    return this.database.run(async (tx) => {
      if ('decisions' in work) return this.writeDecisions(tx, work.decisions);
      const known = await this.known(
        tx,
        work.outcomes.map(({ messageId }) => messageId),
      );
      await this.writeOutcomes(
        tx,
        work.outcomes.map((outcome) => this.factOf(outcome, known)),
      );
    });
  }

  /** Facts of first decisions, and their contexts. */
  protected factsOf(decisions: readonly Provable[]) {
    const digests = decisions.map(({ consentStatus }) => consentStatus?.consent);
    const consentDigests = new Map(digests.flatMap((used) => (used?.digest ? [[used.consentId, used.digest]] : [])));
    return decisionFacts(decisions, { consentDigests, last: new Map(), digestOfNumber: this.day.digestOfNumber });
  }

  private factOf(outcome: Outcome, known: ReadonlyMap<string, Before>): Fact {
    const message = known.get(outcome.messageId);
    if (!message) throw new Error(`${this.name}: nothing is known of ${outcome.messageId}`);
    const fact = outcomeFact(outcome, this.day.today, message.last);
    if (message.names.has(nameOf(fact))) throw new Error(`${this.name}: ${nameOf(fact)} is known already`);
    return fact;
  }
}
