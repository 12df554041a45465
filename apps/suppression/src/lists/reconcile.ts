import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { optOutKey } from '@stopsms/contracts';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import type { ListFile } from './list-file';
import type { ListedOptOut } from './listed-opt-out';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import { ReadList } from './read-list';
import { MAX_LISTED, RECONCILIATIONS_SQL } from './reconciliations.store';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';
import { UploadReport } from './upload-report';

/** Operator of a list, and who imports it. */
interface OperatorList {
  operator: string;
  by: string | undefined;
}

interface OnlyHere {
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
  /** Out here and not on the operator's list: reported, never changed. Absent if the list could not be read to its end. */
  onlyHere: OnlyHere[] | undefined;

  override answer() {
    const { listed, optedOut, optedOutKeys, onlyHere } = this;
    return { listed, optedOut, optedOutKeys, ...(onlyHere && { onlyHere }), ...super.answer() };
  }
}

/**
 * Compares our opt-outs with the numbers an operator blocks for an advertiser or a code. A number that is blocked there and not here is
 * opted out; one that is out here alone stays out, and is reported, by its key.
 */
@Injectable()
export class Reconcile {
  constructor(
    private readonly database: Database,
    private readonly readList: ReadList,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly capacity: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param scopes - the advertiser, or all those on the code
   * @param list - operator and importer, for the record
   * @returns false if the service was stopped in the middle
   */
  async execute(
    upload: ListFile,
    scopes: string[],
    list: OperatorList,
    report: ReconciliationReport,
  ): Promise<boolean> {
    const id = randomUUID();
    try {
      for await (const batch of this.readList.batches(upload, report, scopes[0])) {
        if (!(await this.capacity.wait())) return false;
        await this.importBatch(id, batch, scopes, list, report);
      }
      if (!upload.refusal) report.onlyHere = await this.onlyHere(id, scopes);
      return true;
    } finally {
      await this.database.query(RECONCILIATIONS_SQL.delete, [id]);
    }
  }

  private async importBatch(
    id: string,
    batch: ListedOptOut[],
    scopes: string[],
    list: OperatorList,
    report: ReconciliationReport,
  ): Promise<void> {
    const now = this.clock.now();
    const requests = batch.map((listed) => this.requestOf(listed, scopes, list, now));
    const { fresh, recorded } = await this.database.run(async (tx) => {
      const keys = requests.map(({ recipientKey }) => recipientKey);
      const rows = await tx.query(RECONCILIATIONS_SQL.add, [id, keys, now]);
      return { fresh: rows.length, recorded: await this.recordOptOuts.within(tx, await this.missing(tx, requests)) };
    });
    report.listed += fresh;
    const keyOf = new Map(requests.map(({ causeId, recipientKey }) => [causeId, recipientKey]));
    const begun = new Set(
      recorded.filter(({ change }) => change === 'opted-out').map(({ causeId }) => keyOf.get(causeId) ?? ''),
    );
    report.optedOut += begun.size;
    for (const key of begun) if (report.optedOutKeys.length < MAX_LISTED) report.optedOutKeys.push(key);
  }

  /** Returns requests without the scopes that are out already: an operator's list is imported every day. */
  private async missing(tx: Tx, requests: OptOutRequest[]): Promise<OptOutRequest[]> {
    const keys = requests.map(({ recipientKey }) => recipientKey);
    const rows = await tx.query(OPT_OUTS_SQL.outAmong, [keys, requests[0]?.scopes ?? []]);
    const out = new Set(rows.map(({ recipientKey, scope }) => optOutKey(recipientKey, scope)));
    return requests.flatMap((request) => {
      const scopes = request.scopes.filter((scope) => !out.has(optOutKey(request.recipientKey, scope)));
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
    // Without a date each list counts anew: a number that came back since is still blocked by the operator.
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
      const [row] = await this.database.query(RECONCILIATIONS_SQL.countOnlyHere, [id, scope]);
      const rows = await this.database.query(RECONCILIATIONS_SQL.onlyHere, [id, scope]);
      found.push({ scope, count: row?.count ?? 0, recipientKeys: rows.map(({ recipientKey }) => recipientKey) });
    }
    return found;
  }
}
