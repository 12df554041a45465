import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { ALL_ADVERTISERS, Clock } from '@stopsms/kernel';
import type { ListFile } from './list-file';
import { formatOf } from './list-format';
import { type ListedOptOut, listedOptOut } from './listed-opt-out';
import type { UploadReport } from './upload-report';

const BATCH = 1_000;
/** Reads a list of numbers as it comes, batch by batch: memory does not grow with the file. */
@Injectable()
export class ReadList {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * Good rows, at most 1,000 at a time; what is wrong with the others goes to `report`, with the file as a whole to
   * `upload.refusal`.
   * @param scope - for rows that name none; without it they are refused
   */
  async *batches(
    upload: ListFile,
    report: UploadReport,
    scope: string | undefined,
  ): AsyncGenerator<(ListedOptOut & { scope: string })[]> {
    const rows = upload.rows();
    const header = await rows.next();
    if (header.done) return;
    const format = formatOf(header.value);
    if (!format) {
      await rows.return(undefined);
      const detail =
        'No column is named phone. Name the column of numbers "phone", and separate columns by a comma, a semicolon or a tab.';
      upload.refuse({ code: 'CSV_COLUMN_MISSING', detail });
      return;
    }
    report.format = format.name;
    const { columns, read: readRow } = format;
    let batch: (ListedOptOut & { scope: string })[] = [];
    let row = 0;
    for await (const values of rows) {
      row += 1;
      if (values.every((value) => value === '')) continue;
      const made = readRow ? readRow(values) : EVERY_ROW;
      if (made.kind === 'no-opt-out') {
        report.skipped += 1;
        continue;
      }
      if (made.kind === 'no-number') {
        report.refuse(row, 'DIRECTION_UNKNOWN', DIRECTION);
        continue;
      }
      const read = listedOptOut(columns, values, this.clock.now(), made.phoneAt ?? columns.phone);
      if (!read.ok) {
        report.refuse(row, read.refusal.code, read.refusal.detail);
        continue;
      }
      const listed = { ...read.value, scope: read.value.scope ?? scope };
      if (!hasScope(listed)) report.refuse(row, 'SCOPE_MISSING', MISSING);
      else if (await this.isUnknown(listed.scope)) report.refuse(row, 'SCOPE_UNKNOWN', UNKNOWN);
      else {
        batch.push({ ...listed, ...(made.isAssumed && { isAssumed: true as const }) });
        if (made.isAssumed) report.assume(row);
      }
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  private readonly unknown = new Set<string>();

  private async isUnknown(scope: string): Promise<boolean> {
    const [id = ''] = scope.split('/');
    if (id === ALL_ADVERTISERS || this.directory.get(id)) return false;
    // Asked once for each: a file may name an unknown one a million times.
    if (!this.unknown.has(id)) await this.directory.catchUp();
    if (this.directory.get(id)) return false;
    if (this.unknown.size < BATCH) this.unknown.add(id);
    return true;
  }
}

const hasScope = (listed: { scope: string | undefined }): listed is ListedOptOut & { scope: string } =>
  listed.scope !== undefined;

/** Rows of a plain list. */
const EVERY_ROW = { kind: 'opt-out', phoneAt: undefined, isAssumed: false } as const;

const DIRECTION =
  'The row does not say whether the message was sent or received. Write inbound or outbound in its direction.';
const MISSING = 'The row names no advertiser. Fill scope, or send the file with ?advertiserId=….';
const UNKNOWN = 'No advertiser has the id in scope. Create it first, or correct the id.';
