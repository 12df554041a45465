import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { fieldErrors, inWords } from '@stopsms/http';
import { type Result, WRITTEN_INSTANT_FORMS, ok, refused, writtenInstant } from '@stopsms/kernel';
import { z } from 'zod';
import type { AbuseReport, ReportRefusal } from './abuse-report';

/** One row of an upload; `row` counts data rows from 1. */
export type ReportRow = { row: number } & Result<AbuseReport, ReportRefusal>;

/** Refusal of an upload as a whole. */
export interface UploadRefusal {
  code: 'JSON_NOT_REPORTS' | 'CSV_NOT_UTF8' | 'CSV_EMPTY' | 'CSV_BROKEN' | 'upload-too-large';
  detail: string;
}

/** They are judged together, while nothing else runs. */
const MAX_REPORTS = 10_000;
const MAX_LINE_BYTES = 64 * 1024;
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

const instant = z.string().transform((written, context) => {
  const at = writtenInstant(written.trim());
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: `must be a date. Write ${WRITTEN_INSTANT_FORMS}` });
  return z.NEVER;
});
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((value) => !value.includes('\0'), 'must be text, without NUL');

/** docs/law/complaints.md#what-a-report-says. What else a reporter sends is not read. */
const report = z.object({
  source: z.enum(['33700', 'operator', 'aggregator', 'regulator', 'own-form']),
  report_id: words(100).optional(),
  received_at: instant,
  sender: words(20).min(1, 'must be the name, code or number that the person saw'),
  recipient: words(100).optional(),
  sent_at: instant.optional(),
  text: words(2_000).optional(),
});

/** A JSON array of reports. */
export function readJsonRows(body: unknown): Result<ReportRow[], UploadRefusal> {
  if (Array.isArray(body)) return body.length > MAX_REPORTS ? refused(TOO_MANY) : ok(body.map(toRow));
  const detail = 'The body is not an array. Send [{"source": "33700", "received_at": "…", "sender": "…"}].';
  return refused({ code: 'JSON_NOT_REPORTS', detail });
}

/** CSV in UTF-8 with `;` or `,` and a header line. A row that is no row is refused alone. */
export function readCsvRows(bytes: Buffer): Result<ReportRow[], UploadRefusal> {
  if (!isUtf8(bytes)) {
    return refused({ code: 'CSV_NOT_UTF8', detail: 'The file is not UTF-8. Save it again as "CSV UTF-8".' });
  }
  if (hasLongLine(bytes)) {
    return refused({
      code: 'CSV_BROKEN',
      detail: 'A line of the file is longer than 64 KB: this is no list of reports.',
    });
  }
  try {
    const lines: string[][] = parse(bytes, {
      bom: true,
      delimiter: delimiterOf(bytes),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_REPORTS + 2,
    });
    const [header, ...rows] = lines;
    if (!header) return refused({ code: 'CSV_EMPTY', detail: 'The file is empty. Send a header row and the reports.' });
    if (rows.length > MAX_REPORTS) return refused(TOO_MANY);
    const names = header.map((name) => name.toLowerCase());
    return ok(rows.map((fields, index) => toRow(named(names, fields), index)));
  } catch (error) {
    const detail = `The file cannot be read as CSV: ${(error as Error).message}. Nothing was imported. Correct the file and send it again.`;
    return refused({ code: 'CSV_BROKEN', detail });
  }
}

const TOO_MANY: UploadRefusal = { code: 'upload-too-large', detail: `Send at most ${MAX_REPORTS} reports at a time.` };

/** The parser takes time by the square of it. */
function hasLongLine(bytes: Buffer): boolean {
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) start = at + 1;
    else if (at - start > MAX_LINE_BYTES) return true;
  }
  return false;
}

function delimiterOf(bytes: Buffer): string {
  const [header = ''] = bytes.toString('utf8', 0, 1_024).split(/[\r\n]/, 1);
  return header.includes(';') ? ';' : ',';
}

/** An empty field says nothing. */
const named = (names: string[], fields: string[]): object =>
  Object.fromEntries(names.flatMap((name, index) => (fields[index] ? [[name, fields[index]]] : [])));

function toRow(value: unknown, index: number): ReportRow {
  const parsed = report.safeParse(value, { error: inWords });
  if (parsed.success) return { row: index + 1, ...ok(parsed.data) };
  const detail = fieldErrors('body', parsed.error.issues)
    .map((error) => error.detail)
    .join('; ');
  return { row: index + 1, ...refused({ code: 'REPORT_INVALID', detail }) };
}
