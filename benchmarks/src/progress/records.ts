import { randomBytes, randomUUID } from 'node:crypto';
import type { MessageEvent } from '../../../apps/campaign/src/messages/message-progress.rule';
import type { ProgressReport } from '../../../apps/campaign/src/messages/message-report.rule';

export const TOPICS = ['verdicts', 'statuses', 'receipts'] as const;
export type TopicName = (typeof TOPICS)[number];

/** Reports of one message in one record, and when it is on its topic, in ms from the start. */
export interface TimedRecord {
  at: number;
  reports: ProgressReport[];
}

export interface Rhythm {
  rate: number;
  seconds: number;
  /** Interval of the rounds in which adverts are decided, ms. */
  round: number;
  /** Time from the operator's acceptance to its receipt, ms. */
  receipt: number;
}

/** Time from a decision to its verdict; from there to the operator's acceptance; from a receipt's arrival to its record. Each in ms, at most. */
const DELAYS = { decided: 30, submitted: 250, received: 150 };
const KEY_BYTES = 16;

/**
 * Records of adverts on the usual way, as the three topics carry them: decided in rounds, accepted and confirmed a little later.
 * @param startedAt - epoch ms of the first round
 */
export function usualRecords(
  { rate, seconds, round, receipt }: Rhythm,
  startedAt: number,
): Record<TopicName, TimedRecord[]> {
  const records: Record<TopicName, TimedRecord[]> = { verdicts: [], statuses: [], receipts: [] };
  const advertiserId = randomUUID();
  const some = (most: number) => Math.round(most * Math.random());
  for (let n = 0; n < rate * seconds; n += 1) {
    const decided = Math.ceil((1_000 * n) / rate / round) * round;
    const cleared = decided + some(DELAYS.decided);
    const submitted = cleared + 50 + some(DELAYS.submitted);
    const delivered = submitted + receipt / 4 + some((3 * receipt) / 4);
    const recipientKey = randomBytes(KEY_BYTES).toString('base64url');
    const of = { messageId: randomUUID(), advertiserId, recipientKey };
    const report = (category: string | null, event: MessageEvent): ProgressReport => ({ ...of, category, event });
    const on = (at: number) => startedAt + at;
    records.verdicts.push({
      at: cleared,
      reports: [report('marketing', { event: 'cleared', at: on(decided), attempt: 1 })],
    });
    records.statuses.push({
      at: submitted,
      reports: [
        report('marketing', { event: 'submitting', at: on(submitted - 10), attempt: 1 }),
        report('marketing', { event: 'submitted', at: on(submitted), attempt: 1 }),
      ],
    });
    const read = delivered + some(DELAYS.received);
    records.receipts.push({ at: read, reports: [report(null, { event: 'delivered', at: on(delivered) })] });
  }
  for (const topic of TOPICS) records[topic].sort((one, other) => one.at - other.at);
  return records;
}
