import { Injectable } from '@nestjs/common';
import type { UnmatchedText } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import type { KeptReport } from './abuse-report';
import { addReportsToMatch } from '../produces/suppression.reports-to-match.v1';
import { MatchSender, type SenderRefusal } from './match-sender';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

/** Why nobody was opted out by a report: it waits for somebody to look. */
export type UnmatchedCode = 'RECIPIENT_UNKNOWN' | SenderRefusal['code'] | UnmatchedText;

export type JudgedReport = KeptReport &
  ({ state: 'matched'; advertiserId: string } | { state: 'unmatched'; code: UnmatchedCode });

/**
 * Keeps reports. Where the recipient is known and the sender is one advertiser's, the recipient is opted out of it in the
 * same transaction, without a confirmation. Of any other it is asked whom its text tells (`record-matches.ts`); nobody is
 * guessed (docs/law/complaints.md#whose-it-is).
 */
@Injectable()
export class RecordAbuseReports {
  constructor(
    private readonly database: Database,
    private readonly senders: MatchSender,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Returns those that were not known before; of several that are the same, the first. */
  async execute(reports: KeptReport[]): Promise<JudgedReport[]> {
    if (reports.length === 0) return [];
    await this.senders.catchUp();
    const first = new Map<string, JudgedReport>();
    for (const report of reports) if (!first.has(report.id)) first.set(report.id, this.judge(report));
    return this.database.run(async (tx) => {
      const taken = await this.insert(tx, [...first.values()]);
      const acceptedAt = this.clock.now();
      await this.recordOptOuts.within(
        tx,
        taken.flatMap((report) => toOptOut(report, acceptedAt)),
      );
      await addReportsToMatch(
        this.outbox,
        tx,
        taken.filter(({ state }) => state === 'unmatched'),
      );
      return taken;
    });
  }

  private judge(report: KeptReport): JudgedReport {
    if (report.recipientKey === undefined) return { ...report, state: 'unmatched', code: 'RECIPIENT_UNKNOWN' };
    const advertiser = this.senders.advertiserOf(report.sender);
    return advertiser.ok
      ? { ...report, state: 'matched', advertiserId: advertiser.value }
      : { ...report, state: 'unmatched', ...advertiser.refusal };
  }

  private async insert(tx: Tx, reports: JudgedReport[]): Promise<JudgedReport[]> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO abuse_report
         (id, source, report_id, sender, recipient_key, received_at, sent_at, text, state, code, advertiser_id, recorded_at)
       SELECT r.id, r.source, r.report, r.sender, r.recipient, to_timestamp(r.received / 1000.0),
         to_timestamp(r.sent / 1000.0), r.text, r.state, r.code, r.advertiser, to_timestamp($12 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::text[],
                   $9::text[], $10::text[], $11::uuid[])
         AS r(id, source, report, sender, recipient, received, sent, text, state, code, advertiser)
       ORDER BY r.id -- two uploads then wait for each other in turn, never in a circle
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        reports.map(({ id }) => id),
        reports.map(({ source }) => source),
        reports.map(({ reportId }) => reportId ?? null),
        reports.map(({ sender }) => sender),
        reports.map(({ recipientKey }) => recipientKey ?? null),
        reports.map(({ receivedAt }) => receivedAt),
        reports.map(({ sentAt }) => sentAt ?? null),
        reports.map(({ text }) => text ?? null),
        reports.map(({ state }) => state),
        reports.map((report) => (report.state === 'unmatched' ? report.code : null)),
        reports.map((report) => (report.state === 'matched' ? report.advertiserId : null)),
        this.clock.now(),
      ],
    );
    const fresh = new Set(rows.map(({ id }) => id));
    return reports.filter(({ id }) => fresh.has(id));
  }
}

/** A report counts from when it was taken in where the person came back before that: its own date is another's word. */
function toOptOut(report: JudgedReport, acceptedAt: number): OptOutRequest[] {
  const { id, recipientKey, source, receivedAt, sentAt } = report;
  if (report.state === 'unmatched' || recipientKey === undefined) return [];
  return [
    {
      causeId: id,
      recipientKey,
      scopes: [report.advertiserId],
      source: 'complaint',
      evidenceId: id,
      reason: `abuse report by ${source}`,
      at: receivedAt,
      acceptedAt,
      attributed: true,
      ...(sentAt !== undefined && { sentAt }),
    },
  ];
}
