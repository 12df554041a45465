import { Injectable } from '@nestjs/common';
import type { ReportMatch } from '@stopsms/contracts';
import { Database, type Tx } from '@stopsms/persistence';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

interface Waiting {
  id: string;
  source: string;
  /** Epoch ms. */
  receivedAt: number;
  /** When the platform took it in; epoch ms. */
  acceptedAt: number;
  sentAt: number | null;
}

/**
 * Keeps what the texts that left told of reports: who is known now is opted out in the same transaction, without a
 * confirmation; of any other it is kept why it waits for a person. A report that somebody ended meanwhile stays as it is.
 */
@Injectable()
export class RecordMatches {
  constructor(
    private readonly database: Database,
    private readonly recordOptOuts: RecordOptOuts,
  ) {}

  async execute(matches: readonly ReportMatch[]): Promise<void> {
    if (matches.length === 0) return;
    const byId = new Map(matches.map((match) => [match.reportId, match]));
    await this.database.run(async (tx) => {
      const waiting = await findWaiting(tx, [...byId.keys()]);
      if (waiting.length === 0) return;
      const told = waiting.flatMap((report) => byId.get(report.id) ?? []);
      keep(tx, told);
      await this.recordOptOuts.within(
        tx,
        waiting.flatMap((report) => toOptOut(report, byId.get(report.id))),
      );
    });
  }
}

const findWaiting = (tx: Tx, ids: string[]): Promise<Waiting[]> =>
  tx.query<Waiting>(
    `SELECT id, source, (extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt",
       (extract(epoch FROM recorded_at) * 1000)::float8 AS "acceptedAt",
       (extract(epoch FROM sent_at) * 1000)::float8 AS "sentAt"
     FROM abuse_report WHERE id = ANY($1::uuid[]) AND state = 'unmatched' ORDER BY id FOR UPDATE`,
    [ids],
  );

/** What was known of a report before is not taken back. */
const keep = (tx: Tx, matches: ReportMatch[]): void =>
  tx.send(
    `UPDATE abuse_report r SET state = m.state, code = m.code, recipient_key = coalesce(m.recipient, r.recipient_key),
       advertiser_id = coalesce(m.advertiser, r.advertiser_id), campaign_id = coalesce(m.campaign, r.campaign_id)
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[])
       AS m(id, state, code, recipient, advertiser, campaign)
     WHERE r.id = m.id`,
    [
      matches.map(({ reportId }) => reportId),
      matches.map(({ outcome }) => (outcome === 'matched' ? 'matched' : 'unmatched')),
      matches.map(({ code }) => code ?? null),
      matches.map(({ recipientKey }) => recipientKey ?? null),
      matches.map(({ advertiserId }) => advertiserId ?? null),
      matches.map(({ campaignId }) => campaignId ?? null),
    ],
  );

function toOptOut(
  { id, source, receivedAt, acceptedAt, sentAt }: Waiting,
  match: ReportMatch | undefined,
): OptOutRequest[] {
  const { outcome, recipientKey, advertiserId } = match ?? {};
  if (outcome !== 'matched' || recipientKey === undefined || advertiserId === undefined) return [];
  return [
    {
      causeId: id,
      recipientKey,
      scopes: [advertiserId],
      source: 'complaint',
      evidenceId: id,
      reason: `abuse report by ${source}, matched by its text`,
      at: Math.round(receivedAt),
      acceptedAt: Math.round(acceptedAt),
      attributed: true,
      ...(sentAt !== null && { sentAt: Math.round(sentAt) }),
    },
  ];
}
