import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import type { CsvUpload } from './csv-upload';
import type { ListedOptOut } from './listed-opt-out';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { ReadList } from './read-list';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';
import { UploadReport } from './upload-report';

/** Keys listed in an answer; the counts are complete. */
const LISTED = 1_000;

/** What an operator gave us, and to whom. */
export interface OperatorList {
  operator: string;
  by: string | undefined;
}

export interface OnlyHere {
  scope: string;
  count: number;
  recipientKeys: string[];
}

export class ReconciliationReport extends UploadReport {
  /** Different numbers on the operator's list. */
  listed = 0;
  /** Rows that were not out here, and are now. */
  optedOut = 0;
  readonly optedOutKeys: string[] = [];
  /** Out here and not on the operator's list: told, never changed. Absent when the list could not be read to its end. */
  onlyHere: OnlyHere[] | undefined;

  override answer() {
    const { listed, optedOut, optedOutKeys, onlyHere } = this;
    return { listed, optedOut, optedOutKeys, ...(onlyHere && { onlyHere }), ...super.answer() };
  }
}

/**
 * Compares our opt-outs with the numbers an operator blocks for an advertiser or a code. Who is blocked there and not here is
 * opted out; who is out here only stays out, and is told. Keys alone are told.
 */
@Injectable()
export class Reconcile {
  constructor(
    private readonly database: Database,
    private readonly readList: ReadList,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly room: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param scopes - the advertiser, or all those on the code
   * @param list - whose it is and who took it over, for whoever asks later
   * @returns false when the service was stopped in the middle
   */
  async execute(
    upload: CsvUpload,
    scopes: string[],
    list: OperatorList,
    report: ReconciliationReport,
  ): Promise<boolean> {
    const id = randomUUID();
    try {
      for await (const batch of this.readList.batches(upload, report, scopes[0])) {
        if (!(await this.room.wait())) return false;
        await this.take(id, batch, scopes, list, report);
      }
      if (!upload.refusal) report.onlyHere = await this.onlyHere(id, scopes);
      return true;
    } finally {
      await this.database.query('DELETE FROM reconciled_key WHERE reconciliation_id = $1', [id]);
    }
  }

  private async take(
    id: string,
    batch: ListedOptOut[],
    scopes: string[],
    list: OperatorList,
    report: ReconciliationReport,
  ): Promise<void> {
    const now = this.clock.now();
    const requests = batch.map((listed) => this.requestOf(listed, scopes, list, now));
    const { fresh, recorded } = await this.database.run(async (tx) => {
      const rows = await tx.query(
        `INSERT INTO reconciled_key (reconciliation_id, recipient_key, listed_at)
         SELECT $1, key, to_timestamp($3 / 1000.0) FROM unnest($2::text[]) AS key ON CONFLICT DO NOTHING RETURNING 1`,
        [id, requests.map(({ recipientKey }) => recipientKey), now],
      );
      return { fresh: rows.length, recorded: await this.recordOptOuts.within(tx, await this.missing(tx, requests)) };
    });
    report.listed += fresh;
    const keyOf = new Map(requests.map(({ causeId, recipientKey }) => [causeId, recipientKey]));
    const begun = new Set(
      recorded.filter(({ change }) => change === 'opted-out').map(({ causeId }) => keyOf.get(causeId) ?? ''),
    );
    report.optedOut += begun.size;
    for (const key of begun) if (report.optedOutKeys.length < LISTED) report.optedOutKeys.push(key);
  }

  /** Whoever is out already is not told again: an operator's list comes every day. */
  private async missing(tx: Tx, requests: OptOutRequest[]): Promise<OptOutRequest[]> {
    const rows = await tx.query<{ place: string }>(
      `SELECT recipient_key || ':' || scope AS place FROM opt_out
       WHERE recipient_key = ANY($1::text[]) AND scope = ANY($2::text[]) AND state = 'out'`,
      [requests.map(({ recipientKey }) => recipientKey), requests[0]?.scopes ?? []],
    );
    const out = new Set(rows.map(({ place }) => place));
    return requests.flatMap((request) => {
      const scopes = request.scopes.filter((scope) => !out.has(`${request.recipientKey}:${scope}`));
      return scopes.length > 0 ? [{ ...request, scopes }] : [];
    });
  }

  private requestOf(
    { e164, at }: ListedOptOut,
    scopes: string[],
    { operator, by }: OperatorList,
    now: number,
  ): OptOutRequest {
    const recipientKey = this.keys.keyOf(e164);
    // Without a date each list is news: a number that came back since and is blocked still has the operator's word against it.
    const causeId = deterministicId('operator-list', operator, recipientKey, String(at ?? now));
    return {
      causeId,
      recipientKey,
      scopes,
      source: 'provider',
      evidenceId: causeId,
      reason: `on the STOP list of operator ${operator}`,
      by,
      at: at ?? now,
      attributed: true,
    };
  }

  private async onlyHere(id: string, scopes: string[]): Promise<OnlyHere[]> {
    const found: OnlyHere[] = [];
    for (const scope of scopes) {
      const [row] = await this.database.query<{ count: string }>(`SELECT count(*) AS count ${ONLY_HERE}`, [id, scope]);
      const rows = await this.database.query<{ key: string }>(
        `SELECT o.recipient_key AS key ${ONLY_HERE} LIMIT ${LISTED}`,
        [id, scope],
      );
      found.push({ scope, count: Number(row?.count), recipientKeys: rows.map(({ key }) => key) });
    }
    return found;
  }
}

const ONLY_HERE = `FROM opt_out o WHERE o.scope COLLATE "C" = $2 AND o.state = 'out' AND NOT EXISTS (
  SELECT FROM reconciled_key r WHERE r.reconciliation_id = $1 AND r.recipient_key = o.recipient_key)`;
