import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { CONSENTS, REMARK, consentCounts, countsExample, importCounts, remark } from '../books/address-books.schema';
import { ADVERTISER_ID, AT, BOOK_ID, IMPORT_ID } from '../../http-parts/examples';

const oneImport = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid(),
    addressBookId: z.guid(),
    form: z
      .enum(['csv', 'json'])
      .describe('Format of the file. In a spreadsheet, data row 1 of a CSV file is row 2: the header is row 1.'),
    state: z
      .enum(['receiving', 'waiting', 'running', 'completed'])
      .describe(
        '`receiving` until the complete file is received and validated; contacts are stored from `running` on.',
      ),
    rows: z
      .strictObject({
        done: z.int(),
        all: z.int().exactOptional().describe('Total number of data rows. Absent while the file is received.'),
      })
      .describe('Progress in data rows, including blank ones.'),
    ...importCounts,
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().exactOptional(),
    finishedAt: z.iso.datetime().exactOptional(),
  })
  .meta({ id: 'Import' });

const RUNNING = {
  id: IMPORT_ID,
  advertiserId: ADVERTISER_ID,
  addressBookId: BOOK_ID,
  form: 'csv' as const,
  state: 'running' as const,
  rows: { done: 4_210, all: 100_000 },
  ...countsExample,
  createdAt: AT,
  startedAt: AT,
};

export class BookImportAnswer extends answer(oneImport, RUNNING) {}
export class ImportsAnswer extends answer(pageAnswer(oneImport), { items: [RUNNING] }) {}
export class RemarksAnswer extends answer(pageAnswer(remark), {
  items: [REMARK],
  nextCursor: '17',
}) {}

const columnName = z.string().exactOptional();
export class ImportPreviewAnswer extends answer(
  z.strictObject({
    ...importCounts,
    refused: z.array(remark).describe('Rows that would be refused, at most 10,000; the counts are complete.'),
    warnings: z
      .array(remark)
      .describe('Rows that would be imported with a warning, at most 10,000; the counts are complete.'),
    columns: z
      .strictObject({
        headers: z.array(z.string()).describe('Column headers of the file; long digit sequences are masked.'),
        phone: columnName,
        consentAt: columnName,
        consentSource: columnName,
        consentWording: columnName,
        consentState: columnName,
      })
      .describe('Name of the column for each field. Absent if the file has no such column.'),
    outcomes: z.strictObject({
      adverts: z.int().describe('Rows whose contact could receive adverts.'),
      noAdverts: z.int().describe('Rows whose contact would be imported without a provable consent.'),
      notImported: z.int(),
    }),
    reasons: z
      .array(z.strictObject({ code: z.string(), count: z.int() }))
      .describe('Reasons for the other rows, most frequent first.'),
    consents: consentCounts.describe('Consents of the contacts that would be imported.'),
    firstRows: z.array(
      z.strictObject({
        row: z.int().describe('Number of the data row, counted from 1.'),
        number: z.string().describe('Phone number, masked.'),
        outcome: z.enum(['adverts', 'no-adverts', 'not-imported']),
        code: z.string().exactOptional(),
        reason: z.string().exactOptional(),
      }),
    ),
  }),
  {
    ...countsExample,
    refused: [REMARK],
    warnings: [],
    columns: { headers: ['Mobile', 'Inscrit le'], phone: 'Mobile', consentAt: 'Inscrit le' },
    outcomes: { adverts: 4_201, noAdverts: 8, notImported: 1 },
    reasons: [{ code: 'CONSENT_INCOMPLETE', count: 8 }],
    consents: CONSENTS,
    firstRows: [{ row: 1, number: '06 •• •• •• 12', outcome: 'adverts' }],
  },
) {}
