import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { REMARK, countsExample, importCounts, remark } from '../books/address-books.schema';
import { ADVERTISER_ID, AT, BOOK_ID, IMPORT_ID } from '../../http-parts/examples';

const oneImport = z
  .strictObject({
    id: z.guid(),
    advertiserId: z.guid(),
    addressBookId: z.guid(),
    state: z
      .enum(['receiving', 'waiting', 'running', 'completed'])
      .describe(
        '`receiving` until the file is there as a whole and was found in order; it is stored from `running` on',
      ),
    rows: z
      .strictObject({ done: z.int(), all: z.int().exactOptional().describe('absent while the file is received') })
      .describe('data rows, blank ones among them'),
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
