import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import type { ListFile } from './list-file';
import type { ListedOptOut } from './listed-opt-out';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { ReadList } from './read-list';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';
import { UploadReport } from './upload-report';

/** Result of an import; also correct if it broke off half way. */
export class ImportReport extends UploadReport {
  /** Evidence of each opt-out that began. */
  readonly importId = randomUUID();
  /** Rows that began an opt-out. */
  imported = 0;
  /** Rows whose opt-out was there before. */
  repeated = 0;

  override answer() {
    return { importId: this.importId, imported: this.imported, repeated: this.repeated, ...super.answer() };
  }
}

/**
 * Imports the opt-outs of another platform. A cause is named by number, scope and date, so that the same file sent again, whole or in part,
 * changes nothing; except that a row without a date opts a returned person out again, because nothing shows that it is older than the
 * return. Nobody gets a confirmation (docs/law/answers.md#night-and-sunday).
 */
@Injectable()
export class ImportOptOuts {
  constructor(
    private readonly readList: ReadList,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly capacity: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param scope - for rows that name none; without it they are refused
   * @returns false when the service was stopped in the middle
   */
  async execute(
    upload: ListFile,
    scope: string | undefined,
    report: ImportReport,
    by: string | undefined,
  ): Promise<boolean> {
    for await (const batch of this.readList.batches(upload, report, scope)) {
      if (!(await this.capacity.wait())) return false;
      const recorded = await this.recordOptOuts.execute(
        batch.map((listed) => ({ ...this.requestOf(listed, report), by })),
      );
      const begun = recorded.filter(({ change }) => change === 'opted-out').length;
      report.imported += begun;
      report.repeated += batch.length - begun;
    }
    return true;
  }

  private requestOf(
    { e164, scope, at, remark, isAssumed }: ListedOptOut & { scope: string },
    { importId, format }: ImportReport,
  ): OptOutRequest {
    const from = format === 'plain' ? '' : `${format} export${isAssumed ? ', in a row that was not understood' : ''}`;
    const said = [from, remark].filter((part) => part !== '').join(': ');
    const recipientKey = this.keys.keyOf(e164);
    const causeId = deterministicId('import', recipientKey, scope, String(at ?? ''));
    return {
      causeId,
      recipientKey,
      scopes: [scope],
      source: 'import',
      evidenceId: importId,
      reason: `list of another platform${said === '' ? '' : `, which said: ${said}`}`,
      // Without a date the opt-out is as new as can be, so that no consent from before the import outlives it.
      at: at ?? this.clock.now(),
      ...(at === undefined && { isUndated: true as const }),
      attributed: true,
    };
  }
}
