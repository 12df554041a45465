/** A file of a million bad rows must not become an answer of a million lines. */
const LISTED = 1_000;

interface RowRemark {
  /** Data rows are counted from 1; the header is not one, a blank row is. */
  row: number;
  code: string;
  reason: string;
}

/** Refused rows of an upload, in constant memory; a reason never repeats the number. */
export class UploadReport {
  /** Format recognised by the header. */
  format = 'plain';
  /** Rows of a vendor's export that plainly are no opt-out. */
  skipped = 0;
  /** Rows of a vendor's export that were not understood, and so are opt-outs. */
  notUnderstood = 0;
  readonly notUnderstoodRows: number[] = [];
  refusedCount = 0;
  readonly refused: RowRemark[] = [];

  refuse(row: number, code: string, reason: string): void {
    this.refusedCount += 1;
    if (this.refused.length < LISTED) this.refused.push({ row, code, reason });
  }

  assume(row: number): void {
    this.notUnderstood += 1;
    if (this.notUnderstoodRows.length < LISTED) this.notUnderstoodRows.push(row);
  }

  answer() {
    const { format, skipped, notUnderstood, notUnderstoodRows, refusedCount, refused } = this;
    return { format, skipped, notUnderstood, notUnderstoodRows, refusedCount, refused };
  }
}
