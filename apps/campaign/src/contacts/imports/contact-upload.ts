import { Problem } from '@stopsms/http';
import { isTransient } from '@stopsms/messaging';
import type { Log } from '@stopsms/service';
import type { Request } from 'express';
import type { FileForm } from './import-pieces';
import type { ImportRefusal } from './import-contacts';
import { ImportReport } from './import-report';
import { FIRST_CONTACTS } from '../../http-parts/first-campaign';

// What every route that takes a file of contacts does with the request it comes in.

export const CONTACTS_EXAMPLES = {
  schema: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object', additionalProperties: true } }] },
  examples: {
    csv: { value: FIRST_CONTACTS },
    json: {
      value: [
        {
          phone: '+33639980012',
          first_name: 'Camille',
          consent_at: '2026-03-02T09:30:00+01:00',
          consent_source: 'shop',
          consent_wording: 'Oui aux offres par SMS',
        },
      ],
    },
  },
} satisfies object;

export const OF_AN_UPLOAD = [
  ...([
    'CSV_EMPTY',
    'CSV_UTF16',
    'CSV_SPREADSHEET',
    'CSV_QUOTE_NOT_CLOSED',
    'CSV_ROW_TOO_LONG',
    'CSV_NO_PHONE_COLUMN',
  ] as const),
  ...(['JSON_NOT_CONTACTS', 'TOO_MANY_COLUMNS', 'COLUMN_TWICE', 'COLUMN_UNKNOWN', 'CONSENT_UNUSABLE'] as const),
  ...(['address-book-deleted', 'upload-broken-off', 'import-interrupted', 'SERVICE_STOPPING'] as const),
] as const;

/** @throws Problem 415 for what is neither */
export function formOf(request: Request): FileForm {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new Problem('content-encoding-unknown', 'Send the contacts uncompressed, without Content-Encoding.');
  }
  if (request.is('application/json')) return 'json';
  if (request.is('text/csv')) return 'csv';
  throw new Problem(
    'content-type-unknown',
    'Send the contacts as the request body, with Content-Type text/csv or application/json. Forms are not supported.',
  );
}

/**
 * Responds to an upload although it may not be read to its end, with the reason.
 * @param take - reads the body; it adds what it stores to the report as it is committed
 */
export async function takeUpload<T>(
  request: Request,
  log: Log,
  take: (bytes: AsyncIterable<Buffer>, report: ImportReport) => Promise<T>,
): Promise<T> {
  const report = new ImportReport();
  try {
    // Not destroyed when we stop reading early: the answer goes over the same connection.
    return await take(request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, report);
  } catch (error) {
    drain(request);
    const isAbandoned = request.destroyed && !request.complete;
    if (isAbandoned) {
      log.info(
        { path: request.path, imported: report.imported },
        'Upload broken off by the client; what was stored stays',
      );
      throw new Problem('upload-broken-off', 'The upload was interrupted.');
    }
    throw isTransient(error) ? interrupted(report) : error;
  }
}

/**
 * Reads to its end whatever is still on its way, and forgets it: a client that is writing does not listen for the answer.
 * An iteration that was left half way still listens, and would keep the stream from flowing.
 */
function drain(request: Request): void {
  request.removeAllListeners('readable');
  request.resume();
}

/** @param stored - contacts that were stored before the rest was refused */
export function fileRefused({ code, detail, ...of }: ImportRefusal, report: ImportReport, stored = 0): Problem {
  return new Problem(code, `${detail}${kept(stored)}`, { ...report.answer(), ...('more' in of && of.more) });
}

const kept = (stored: number): string =>
  stored > 0 ? ` ${stored} contacts of the rows before are imported and stay.` : '';

const interrupted = (report: ImportReport): Problem =>
  new Problem(
    'import-interrupted',
    `A component that this service needs is unavailable.${kept(report.imported)} Send the file again: contacts already imported are skipped as duplicates.`,
    report.answer(),
  );
