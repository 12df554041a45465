/** A file of a million bad rows must not become an answer of a million lines. */
const LISTED = 1_000;

export interface RowRemark {
  /** Data rows are counted from 1; the header is not one, a blank row is. */
  row: number;
  code: string;
  reason: string;
}

/** Refused rows of an upload, in constant memory; a reason never repeats the number. */
export class UploadReport {
  /** Format recognised by the header. */
  format = 'plain';
  /** Rows of a vendor's export that are no opt-out. */
  skipped = 0;
  refusedCount = 0;
  readonly refused: RowRemark[] = [];

  refuse(row: number, code: string, reason: string): void {
    this.refusedCount += 1;
    if (this.refused.length < LISTED) this.refused.push({ row, code, reason });
  }

  answer() {
    return { format: this.format, skipped: this.skipped, refusedCount: this.refusedCount, refused: this.refused };
  }
}
