import { Injectable } from '@nestjs/common';
import { Clock, type Result, maskNumbers, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import { ABUSE_REPORTS_SQL } from './abuse-reports.store';
import { MatchSender } from './match-sender';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

interface Resolution {
  by: string;
  reason: string;
  /** Recipient and advertiser that the person found out, where the report does not name them. */
  recipientKey?: string | undefined;
  advertiserId?: string | undefined;
}

type ResolveRefusal = { code: 'REPORT_UNKNOWN' | 'REPORT_SETTLED' | 'RESOLUTION_INCOMPLETE'; detail: string };

interface Resolved {
  id: string;
  /** Absent if nobody was opted out. */
  optedOut?: {
    scope: string;
    change: 'opted-out' | 'repeated';
    /** `back`: the recipient came back after the report was accepted, and that counts. */
    state: 'out' | 'back';
  };
}

/** Ends an unmatched report for a person: with an opt-out, where recipient and advertiser are known now, or without. */
@Injectable()
export class ResolveAbuseReport {
  constructor(
    private readonly database: Database,
    private readonly senders: MatchSender,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly clock: Clock,
  ) {}

  async execute(id: string, resolution: Resolution): Promise<Result<Resolved, ResolveRefusal>> {
    await this.senders.catchUp();
    return this.database.run(async (tx) => {
      const [report] = await tx.query(ABUSE_REPORTS_SQL.lock, [id]);
      if (!report) return refused({ code: 'REPORT_UNKNOWN', detail: `No abuse report has the id ${id}.` });
      if (report.state !== 'unmatched')
        return refused({
          code: 'REPORT_SETTLED',
          detail: `The report is already ${report.state}. Nothing was changed.`,
        });
      const names = resolution.recipientKey !== undefined || resolution.advertiserId !== undefined;
      const matched = this.senders.advertiserOf(report.sender);
      const recipientKey = resolution.recipientKey ?? report.recipientKey;
      const advertiserId = resolution.advertiserId ?? report.advertiserId ?? (matched.ok ? matched.value : undefined);
      if (names && (!recipientKey || !advertiserId)) return refused(incomplete(!recipientKey));
      await tx.query(ABUSE_REPORTS_SQL.resolve, [
        ...[id, maskNumbers(resolution.by), maskNumbers(resolution.reason), this.clock.now()],
        ...(names ? [recipientKey, advertiserId] : [null, null]),
      ]);
      if (!names || !recipientKey || !advertiserId) return ok({ id });
      const [recorded] = await this.recordOptOuts.within(tx, [
        {
          causeId: id,
          recipientKey,
          scopes: [advertiserId],
          source: 'complaint',
          evidenceId: id,
          reason: `abuse report by ${report.source}, matched by a person`,
          at: report.at,
          acceptedAt: report.acceptedAt,
          attributed: true,
        },
      ]);
      const [entry] = await tx.query(OPT_OUTS_SQL.state, [recipientKey, advertiserId]);
      const state = entry?.state ?? 'out';
      return ok({ id, optedOut: { scope: advertiserId, change: recorded?.change ?? 'repeated', state } });
    });
  }
}

const incomplete = (noRecipient: boolean): ResolveRefusal => ({
  code: 'RESOLUTION_INCOMPLETE',
  detail: noRecipient
    ? 'The report names no recipient. Send both phone and advertiserId, or neither to close it without an opt-out.'
    : 'The sender belongs to no single advertiser. Send both advertiserId and phone, or neither to close it without an opt-out.',
});
