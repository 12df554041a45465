import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Clock, dayOf } from '@stopsms/kernel';
import { mergeCalls } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { settleAdverts } from '../../limits/caps/count-adverts';
import { closeMessages } from '../../waiting/holding/open-messages';
import type { Fact } from '../../evidence/proofs/facts/fact';
import { insertFacts, isRecordedAlready } from '../../evidence/proofs/facts/insert-facts';
import { type Known, knownFacts, nameOf } from '../../evidence/proofs/facts/known-facts';
import { type Outcome, attemptOf, kindOf, outcomeFact } from '../../evidence/proofs/facts/outcome-facts';
import { PublishOutcomes } from '../publishers/publish-outcomes';
import { countRight } from './count-right';
import { NoticeViolations } from './notice-violations';

/** Outcome of a message, with the status that it was taken from, unless it is a receipt. */
export interface OutcomeReport {
  outcome: Outcome;
  status?: MessageStatus;
}

/** Minimum time from the start of one transaction to the start of the next. */
const EVERY_MS = 500;
const MAX_TOGETHER = 1_000;

/**
 * Adds what became of messages to their proofs. Messages that were not decided here are not ours to prove. Statuses and receipts
 * that arrive within half a second are one transaction, which looks their messages up once.
 */
@Injectable()
export class RecordOutcomes {
  private readonly recordTogether = mergeCalls(
    (reports: OutcomeReport[]) => this.recordAll(reports),
    MAX_TOGETHER,
    1,
    EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly violations: NoticeViolations,
    private readonly publishers: PublishOutcomes,
    private readonly clock: Clock,
  ) {}

  async execute(reports: OutcomeReport[]): Promise<void> {
    if (reports.length > 0) await this.recordTogether(reports);
  }

  private async recordAll(reports: readonly OutcomeReport[]): Promise<void> {
    for (let tries = 1; !(await this.record(reports)); tries += 1) {
      if (tries === MAX_TRIES)
        throw new Error('Another replica records the same outcomes again and again: this is a bug');
    }
  }

  /** @returns false if another replica recorded the same meanwhile; then nothing is stored */
  private async record(reports: readonly OutcomeReport[]): Promise<boolean> {
    const day = dayOf(this.clock.now());
    const outcomes = reports.map(({ outcome }) => outcome);
    const updates = reports.flatMap(({ outcome: { isLast }, status }) => (status ? [{ status, isLast }] : []));
    const statuses = updates.map(({ status }) => status);
    const ids = [...new Set(outcomes.map(({ messageId }) => messageId))];
    try {
      await this.database.run(async (tx) => {
        const known = await knownFacts(tx, ids, day);
        settleAdverts(tx, updates, this.clock.now());
        closeMessages(tx, lastOf(outcomes, known));
        countRight(tx, statuses, day);
        await this.violations.execute(tx, statuses, known);
        const news = newFacts(outcomes, known, day);
        insertFacts(
          tx,
          news.map(({ fact }) => fact),
        );
        await this.publishers.outcomes(
          tx,
          news.map(({ outcome }) => outcome),
        );
      });
    } catch (error) {
      if (isRecordedAlready(error)) return false;
      throw error;
    }
    return true;
  }
}

/** While partitions change hands, two of us may read the same records. */
const MAX_TRIES = 5;

/** The first of its kind is kept; a repeated one changes nothing. */
function newFacts(outcomes: Outcome[], known: Map<string, Known>, day: string): { fact: Fact; outcome: Outcome }[] {
  const facts: { fact: Fact; outcome: Outcome }[] = [];
  for (const outcome of outcomes) {
    const message = known.get(outcome.messageId);
    const name = nameOf({ kind: kindOf(outcome), attempt: attemptOf(outcome) });
    if (!message || message.names.has(name)) continue;
    const fact = outcomeFact(outcome, day, message.last);
    facts.push({ fact, outcome });
    message.names.add(name);
    message.last = fact.hash;
  }
  return facts;
}

/** Messages that end now; one reported as submitted has ended before its receipt. */
const lastOf = (outcomes: Outcome[], known: ReadonlyMap<string, Known>): string[] => [
  ...new Set(
    outcomes.flatMap(({ messageId, isLast }) =>
      isLast && !known.get(messageId)?.submittedAs.length ? [messageId] : [],
    ),
  ),
];
