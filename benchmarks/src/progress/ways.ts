import { SystemClock } from '@stopsms/kernel';
import { mergeCalls } from '@stopsms/messaging';
import type { Database } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service';
import { LaneQueue } from '../../../apps/campaign/src/messages/lane-queue';
import { type ProgressReport, mergeReports } from '../../../apps/campaign/src/messages/message-report.rule';
import { RecordProgress } from '../../../apps/campaign/src/messages/record-progress';
import type { TopicName } from './records';

const MAX_TOGETHER = 1_000;
const HALF_SECOND_MS = 500;
const MAX_UNDER_WAY = 5_000;

/** Takes the records of one fetch; resolves when they are written. */
export type Take = (reports: ProgressReport[]) => Promise<void>;

export interface Way {
  name: string;
  /** Makes the handlers of the topics; without one nothing of the topic is read. */
  takers: (database: Database) => Partial<Record<TopicName, Take>>;
}

const forAll = (take: Take): Record<TopicName, Take> => ({ verdicts: take, statuses: take, receipts: take });

/** Ways to write what is reported of messages, and one that only inserts the last state of each. */
export const WAYS: readonly Way[] = [
  {
    name: 'a transaction for each batch of a topic',
    takers: (database) => {
      const progress = recordProgress(database);
      return forAll((reports) => progress.write(mergeReports(reports)));
    },
  },
  {
    name: 'a transaction each half second for all topics',
    takers: (database) => {
      const progress = recordProgress(database);
      const write = (reports: ProgressReport[]) => progress.write(mergeReports(reports));
      return forAll(mergeCalls(write, MAX_TOGETHER, 1, HALF_SECOND_MS));
    },
  },
  {
    name: 'gathered by message, a second at most',
    takers: (database) => {
      const progress = recordProgress(database);
      return forAll((reports) => progress.execute(reports));
    },
  },
  {
    name: 'bare insert of final rows',
    takers: (database) => {
      const insert = async (reports: ProgressReport[]) => {
        await database.query(BARE_INSERT, [
          reports.map(({ messageId }) => messageId),
          reports.map(({ advertiserId }) => advertiserId),
          reports.map(({ recipientKey }) => recipientKey),
          reports.map(({ event }) => event.at),
        ]);
      };
      return { receipts: mergeCalls(insert, MAX_TOGETHER, 1, HALF_SECOND_MS) };
    },
  },
];

const BARE_INSERT = `
  INSERT INTO message (id, advertiser_id, recipient_key, category, step, progress, open, created_at, cleared_at, begun_at, submitted_at, delivered_at)
  SELECT id, advertiser_id, recipient_key, 'marketing', 'delivered', 1000000081, 0, at, at, at, at, at
  FROM (SELECT id, advertiser_id, recipient_key, to_timestamp(at / 1000.0) AS at
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[]) AS r(id, advertiser_id, recipient_key, at)) AS rows`;

function recordProgress(database: Database): RecordProgress {
  const clock = new SystemClock();
  const lane = new LaneQueue(database, clock, MAX_UNDER_WAY);
  return new RecordProgress(database, lane, clock, new Metrics('campaign'), { stopping: new AbortController().signal });
}
