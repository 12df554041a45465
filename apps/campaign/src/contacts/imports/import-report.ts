import type { PhoneRefusalCode } from '@stopsms/kernel';
import { maskWrittenNumber } from './mask-written-number.rule';
import type { ConsentWarning, ReadConsent } from './consents/read-consent.rule';
import { RowOutcomes } from './row-outcomes';

type ContactRefusalCode = PhoneRefusalCode | 'DUPLICATE' | 'OPTED_OUT';

/** One row and what was wrong with it; the reason never repeats the number. */
interface RowRemark<C extends string> {
  /** Data rows are counted from 1; the header is not one, a blank row is. */
  row: number;
  code: C;
  reason: string;
  /** Number of the row, masked: enough to find the row again, too little to call. */
  number: string;
}

/** A file of a million bad rows must not become an answer of a million lines. */
const LISTED = 10_000;

const COUNTS = [
  'imported',
  'withConsent',
  'consentsAdded',
  'refusedCount',
  'duplicates',
  'optedOut',
  'warningsCount',
] as const;

/** Result of an import, row by row, in constant memory. */
export class ImportReport {
  imported = 0;
  /** Imported contacts that may get adverts. */
  withConsent = 0;
  /** Contacts that were there without a consent, and have one now. */
  consentsAdded = 0;
  refusedCount = 0;
  duplicates = 0;
  optedOut = 0;
  warningsCount = 0;
  readonly refused: RowRemark<ContactRefusalCode>[] = [];
  readonly warnings: RowRemark<ConsentWarning['code']>[] = [];
  readonly outcomes = new RowOutcomes();

  refuse(row: number, number: string, code: ContactRefusalCode, reason: string): void {
    this.refusedCount += 1;
    if (code === 'DUPLICATE') this.duplicates += 1;
    if (code === 'OPTED_OUT') this.optedOut += 1;
    const masked = maskWrittenNumber(number);
    this.outcomes.record({ row, number: masked, outcome: 'not-imported', code, reason });
    if (this.refused.length < LISTED) this.refused.push({ row, code, reason, number: masked });
  }

  /** Records what adverts can count on after a row whose contact is imported, or was there without a consent. */
  accept(row: number, number: string, consent: ReadConsent): void {
    const of = { row, number: maskWrittenNumber(number) };
    this.outcomes.count(consent);
    if (!consent.ok)
      this.outcomes.record({
        ...of,
        outcome: 'no-adverts',
        code: consent.refusal.code,
        reason: consent.refusal.detail,
      });
    else if (consent.value) this.outcomes.record({ ...of, outcome: 'adverts' });
    else this.outcomes.record({ ...of, outcome: 'no-adverts', code: 'CONSENT_MISSING', reason: NO_CLAIM });
  }

  warn(row: number, number: string, { code, detail }: ConsentWarning, outcome: string): void {
    this.warningsCount += 1;
    if (this.warnings.length >= LISTED) return;
    this.warnings.push({ row, code, reason: `${detail} ${outcome}`, number: maskWrittenNumber(number) });
  }

  /** Adds the report of more rows; lists stay within their limit. */
  add(more: ImportReport): void {
    for (const count of COUNTS) this[count] += more[count];
    this.refused.push(...more.refused.slice(0, LISTED - this.refused.length));
    this.warnings.push(...more.warnings.slice(0, LISTED - this.warnings.length));
    this.outcomes.add(more.outcomes);
  }

  /** Returns the report in the order of the file: a batch may report a row late, after others that follow it. */
  answer(verb?: string) {
    const byRow = (a: { row: number }, b: { row: number }) => a.row - b.row;
    const { imported, withConsent, consentsAdded, refusedCount, duplicates, optedOut, warningsCount } = this;
    return {
      imported,
      withConsent,
      consentsAdded,
      summary: summaryOf(this, verb),
      refusedCount,
      duplicates,
      optedOut,
      warningsCount,
      refused: this.refused.sort(byRow),
      warnings: this.warnings.sort(byRow),
    };
  }
}

const NO_CLAIM = 'The row claims no consent: it has neither a date, nor a source, nor a wording of one.';

export type ImportCounts = Pick<ImportReport, (typeof COUNTS)[number]>;

/** Summarizes in a sentence or two which contacts adverts can be sent to. */
export function summaryOf({ imported, withConsent, consentsAdded }: ImportCounts, verb = 'imported'): string {
  const contacts = (count: number) => `${count} ${count === 1 ? 'contact' : 'contacts'}`;
  const without = imported - withConsent;
  return [
    `${contacts(imported)} ${verb}, ${withConsent} with a provable consent.`,
    without > 0 &&
      `Full enforcement refuses adverts to the other ${without} (CONSENT_MISSING) unless compliance knows their consent from elsewhere.`,
    consentsAdded > 0 && `${contacts(consentsAdded)} imported before without a consent got theirs.`,
  ]
    .filter(Boolean)
    .join(' ');
}
