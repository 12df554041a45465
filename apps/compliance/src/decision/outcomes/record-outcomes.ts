import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Clock, dayOf } from '@stopsms/kernel';
import { type Message, mergeCalls } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { settleAdverts } from '../../limits/caps/count-adverts';
import { closeMessages } from '../../waiting/holding/open-messages';
import type { Fact } from '../../evidence/facts/fact';
import { FactFrames } from '../../evidence/facts/fact-frames';
import { takeTurns } from '../../evidence/facts/facts-lock';
import { insertFacts } from '../../evidence/facts/insert-facts';
import { isRecordedAlready } from '../../evidence/facts/insert-rows';
import { LatestFacts, type MessageState, nameOf } from '../../evidence/facts/latest-facts';
import { type Outcome, attemptOf, kindOf, outcomeFact } from '../../evidence/facts/outcome-facts';
import { PublishOutcomes } from '../publishers/publish-outcomes';
import { countRight } from './count-right';
import { NoticeViolations } from './notice-violations';

/** Outcome of a message, with the status that it was taken from, unless it is a receipt. */
export interface OutcomeReport {
  outcome: Outcome;
  status?: MessageStatus;
  /** Partition that it was read from: while partitions change hands, two of us may read the same records. */
  source: Pick<Message<unknown>, 'topic' | 'partition'>;
}

/** Minimum time from the start of one transaction to the start of the next. */
const EVERY_MS = 500;
const MAX_TOGETHER = 1_000;
const MAX_TRIES = 5;

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
    private readonly latestFacts: LatestFacts,
    private readonly frames: FactFrames,
    private readonly clock: Clock,
  ) {}

  async execute(reports: OutcomeReport[]): Promise<void> {
    if (reports.length > 0) await this.recordTogether(reports);
  }

  private async recordAll(reports: readonly OutcomeReport[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.record(reports);
      } catch (error) {
        // A replica of the release before, which takes no turns, recorded the same meanwhile; nothing was stored here.
        if (!isRecordedAlready(error) || tries === MAX_TRIES) throw error;
      }
    }
  }

  private async record(reports: readonly OutcomeReport[]): Promise<void> {
    const day = dayOf(this.clock.now());
    const outcomes = reports.map(({ outcome }) => outcome);
    const updates = reports.flatMap(({ outcome: { isLast }, status }) => (status ? [{ status, isLast }] : []));
    const statuses = updates.map(({ status }) => status);
    const ids = [...new Set(outcomes.map(({ messageId }) => messageId))];
    const partitions = reports.map(({ source: { topic, partition } }) => `${topic} ${partition}`);
    await this.database.run(async (tx) => {
      takeTurns(tx, partitions);
      const { known, frame } = await this.latestFacts.open(tx, ids);
      settleAdverts(tx, updates, this.clock.now());
      closeMessages(tx, lastOf(outcomes, known));
      countRight(tx, statuses, known);
      await this.violations.execute(tx, statuses, known);
      const news = newFacts(outcomes, known, day);
      await insertFacts(
        tx,
        this.frames,
        frame,
        news.map(({ fact }) => fact),
      );
      await this.publishers.outcomes(
        tx,
        news.map(({ outcome }) => outcome),
      );
    });
  }
}

/** The first of its kind is kept; a repeated one changes nothing. */
function newFacts(
  outcomes: Outcome[],
  known: Map<string, MessageState>,
  day: string,
): { fact: Fact; outcome: Outcome }[] {
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
const lastOf = (outcomes: Outcome[], known: ReadonlyMap<string, MessageState>): string[] => [
  ...new Set(
    outcomes.flatMap(({ messageId, isLast }) =>
      isLast && !known.get(messageId)?.submittedAs.length ? [messageId] : [],
    ),
  ),
];
