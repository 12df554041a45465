import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

export interface AbuseReportEntry {
  id: string;
  source: string;
  reportId?: string;
  sender: string;
  recipientKey?: string;
  receivedAt: string;
  sentAt?: string;
  /** Digits masked. */
  text?: string;
  state: 'matched' | 'unmatched' | 'resolved';
  /** Why it is unmatched. */
  code?: string;
  advertiserId?: string;
  /** Of which the text was, where that is known. */
  campaignId?: string;
  recordedAt: string;
  /** Who ended it, when it was a person. */
  resolvedBy?: string;
  resolution?: string;
  resolvedAt?: string;
}

type Row = AbuseReportEntry & { seq: string };

const ISO = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${column.replace(/_(.)/g, (_, c: string) => c.toUpperCase())}"`;

const REPORT = `seq, id, source, report_id AS "reportId", sender, recipient_key AS "recipientKey", ${ISO('received_at')},
  ${ISO('sent_at')}, text, state, code, advertiser_id AS "advertiserId", campaign_id AS "campaignId", ${ISO('recorded_at')},
  resolved_by AS "resolvedBy", resolution, ${ISO('resolved_at')}`;

@Injectable()
export class FindAbuseReports {
  constructor(private readonly database: Database) {}

  /** A page, earlier uploads first. @param after - where the page before ended */
  async page(
    state: AbuseReportEntry['state'] | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: AbuseReportEntry[]; nextCursor?: string }> {
    const rows = await this.database.query<Row>(
      `SELECT ${REPORT} FROM abuse_report WHERE ($1::text IS NULL OR state = $1) AND seq > $2::bigint ORDER BY seq LIMIT $3`,
      [state ?? null, after ?? 0, limit + 1],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const items = rows.slice(0, limit).map(({ seq: _, ...entry }) => present(entry));
    return { items, ...(last && { nextCursor: last.seq }) };
  }

  /** Of one person, latest first. */
  async ofPerson(recipientKey: string, limit: number): Promise<AbuseReportEntry[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${REPORT} FROM abuse_report WHERE recipient_key = $1 ORDER BY seq DESC LIMIT $2`,
      [recipientKey, limit],
    );
    return rows.map(({ seq: _, ...entry }) => present(entry));
  }
}

/** What a report does not have is left out. */
const present = (entry: AbuseReportEntry): AbuseReportEntry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)) as unknown as AbuseReportEntry;
