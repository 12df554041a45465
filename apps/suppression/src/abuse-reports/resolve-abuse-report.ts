import { Injectable } from '@nestjs/common';
import { Clock, type Result, maskNumbers, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { MatchSender } from './match-sender';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

export interface Resolution {
  by: string;
  reason: string;
  /** Whom the person who looked found out to be meant, where the report does not say. */
  recipientKey?: string | undefined;
  advertiserId?: string | undefined;
}

export type ResolveRefusal = { code: 'REPORT_UNKNOWN' | 'REPORT_SETTLED' | 'RESOLUTION_INCOMPLETE'; detail: string };

export interface Resolved {
  id: string;
  /** Absent when nobody was opted out. */
  optedOut?: {
    scope: string;
    change: 'opted-out' | 'repeated';
    /** `back`: the person came back after the report was taken in, and that counts. */
    state: 'out' | 'back';
  };
}

/** A person ends what could not be matched: with an opt-out, where recipient and advertiser are known now, or without. */
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
      const [report] = await tx.query<{
        state: string;
        source: string;
        sender: string;
        recipientKey: string | null;
        advertiserId: string | null;
        at: number;
        acceptedAt: number;
      }>(
        `SELECT state, source, sender, recipient_key AS "recipientKey", advertiser_id AS "advertiserId",
           round(extract(epoch FROM received_at) * 1000)::float8 AS at,
           round(extract(epoch FROM recorded_at) * 1000)::float8 AS "acceptedAt"
         FROM abuse_report WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!report) return refused({ code: 'REPORT_UNKNOWN', detail: `No abuse report has the id ${id}.` });
      if (report.state !== 'unmatched')
        return refused({
          code: 'REPORT_SETTLED',
          detail: `The report is already ${report.state}. Nothing was changed.`,
        });
      const names = resolution.recipientKey !== undefined || resolution.advertiserId !== undefined;
      const known = this.senders.advertiserOf(report.sender);
      const recipientKey = resolution.recipientKey ?? report.recipientKey;
      const advertiserId = resolution.advertiserId ?? report.advertiserId ?? (known.ok ? known.value : undefined);
      if (names && (!recipientKey || !advertiserId)) return refused(incomplete(!recipientKey));
      await tx.query(
        `UPDATE abuse_report SET state = 'resolved', resolved_by = $2, resolution = $3, resolved_at = to_timestamp($4 / 1000.0),
           recipient_key = coalesce($5, recipient_key), advertiser_id = coalesce($6::uuid, advertiser_id)
         WHERE id = $1`,
        [
          id,
          maskNumbers(resolution.by),
          maskNumbers(resolution.reason),
          this.clock.now(),
          names ? recipientKey : null,
          names ? advertiserId : null,
        ],
      );
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
      const [standing] = await tx.query<{ state: 'out' | 'back' }>(
        'SELECT state FROM opt_out WHERE recipient_key = $1 AND scope = $2',
        [recipientKey, advertiserId],
      );
      const state = standing?.state ?? 'out';
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
