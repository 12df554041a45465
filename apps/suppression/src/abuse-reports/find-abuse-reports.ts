import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { AbuseReportsSql } from './abuse-reports.sql';
import { ABUSE_REPORTS_SQL } from './abuse-reports.store';

interface AbuseReportEntry {
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
  /** Reason for which it is unmatched. */
  code?: string;
  advertiserId?: string;
  /** Campaign that sent the text, where that is known. */
  campaignId?: string;
  recordedAt: string;
  /** Person who ended it. */
  resolvedBy?: string;
  resolution?: string;
  resolvedAt?: string;
}

@Injectable()
export class FindAbuseReports {
  constructor(private readonly database: Database) {}

  /** Returns a page, earlier uploads first. @param after - end of the page before */
  async page(
    state: AbuseReportEntry['state'] | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: AbuseReportEntry[]; nextCursor?: string }> {
    const rows = await this.database.query(ABUSE_REPORTS_SQL.page, [state ?? null, after ?? 0, limit + 1]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(toEntry), ...(last && { nextCursor: last.seq }) };
  }

  /** Returns those of one person, latest first. */
  async ofPerson(recipientKey: string, limit: number): Promise<AbuseReportEntry[]> {
    return (await this.database.query(ABUSE_REPORTS_SQL.ofPerson, [recipientKey, limit])).map(toEntry);
  }
}

/** Leaves out columns that are null. */
const toEntry = ({ seq: _, ...row }: AbuseReportsSql['page']['row']): AbuseReportEntry =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as AbuseReportEntry;
