import { Injectable } from '@nestjs/common';
import type { PublisherOutcome } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { AddDeliveries, type NewDelivery } from '../deliveries/add-deliveries';
import { REACHED, SUBMISSIONS_SQL } from '../submissions/submissions.store';
import type { Wanted } from '../submissions/submission';
import { type Stage, rankOf, stageOf } from './stage';

/** Outcome of a message; `stat` and `error` of an operator's receipt. */
interface Report extends Pick<PublisherOutcome, 'messageId' | 'code' | 'stat' | 'error' | 'at'> {
  stage: Stage;
}

/** Records the stages that messages have reached, and queues a receipt for each that has ended. */
@Injectable()
export class RecordOutcomes {
  constructor(
    private readonly database: Database,
    private readonly addDeliveries: AddDeliveries,
  ) {}

  async execute(outcomes: readonly PublisherOutcome[]): Promise<void> {
    await this.record(
      outcomes.flatMap((outcome) => {
        const stage = stageOf(outcome);
        return stage === undefined ? [] : [{ ...outcome, stage }];
      }),
    );
  }

  async record(reports: readonly Report[]): Promise<void> {
    const latest = furthest(reports);
    if (latest.size === 0) return;
    const rows = REACHED.of([...latest.values()], ({ messageId, stage, code = null, at }) => ({
      ...{ messageId, stage, rank: rankOf(stage), code, at },
    }));
    await this.database.run(async (tx) => {
      const reached = await tx.query(SUBMISSIONS_SQL.reach, rows);
      const receipts = reached.flatMap(({ messageId, account, door, wanted, isFinal, envelope, ...row }) => {
        const report = latest.get(messageId);
        if (!report || !isFinal || !envelope || !isWanted(wanted, report.stage)) return [];
        const { stage, code, stat, error, at } = report;
        const content = {
          ...{ kind: 'receipt' as const, messageId, stage, at, submittedAt: row.submittedAt.getTime(), envelope },
          ...(code !== undefined && { code }),
          ...(stat !== undefined && { stat }),
          ...(error !== undefined && { error }),
        };
        const delivery: NewDelivery = {
          id: deterministicId('receipt', messageId),
          account,
          door,
          recipientKey: null,
          content,
        };
        return [delivery];
      });
      await this.addDeliveries.execute(tx, receipts);
    });
  }
}

function isWanted(wanted: Wanted, stage: Stage): boolean {
  if (wanted === 'none' || wanted === 'final') return wanted === 'final';
  return (wanted === 'success') === (stage === 'delivered');
}

/** Returns the furthest report of each message: one statement cannot update a row twice. */
function furthest(reports: readonly Report[]): Map<string, Report> {
  const byMessage = new Map<string, Report>();
  for (const report of reports) {
    const other = byMessage.get(report.messageId);
    if (!other || rankOf(report.stage) > rankOf(other.stage)) byMessage.set(report.messageId, report);
  }
  return byMessage;
}
