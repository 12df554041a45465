import type { Result } from '@stopsms/kernel';
import { Problem } from '@stopsms/service-kit';
import type { Request } from 'express';
import type { ContactTable, TableRefusal } from '../adapters/contact-table';
import { readCsv } from '../adapters/read-csv';
import { readJsonContacts } from '../adapters/read-json-contacts';

/**
 * The body of a request as contacts, whichever of the two forms it has.
 * @throws Problem 415 for any other form
 */
export async function readUpload(request: Request): Promise<Result<ContactTable, TableRefusal>> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new Problem('content-encoding-unknown', 'Send the contacts uncompressed, without Content-Encoding.');
  }
  // Not destroyed when we stop reading early: the answer goes over the same connection.
  const bytes = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  if (request.is('application/json')) return readJsonContacts(bytes);
  if (request.is('text/csv')) return readCsv(bytes);
  throw new Problem(
    'content-type-unknown',
    'Contacts are sent as the body itself, with Content-Type text/csv or application/json. Forms are not read.',
  );
}

/**
 * Reads to its end whatever is still on its way, and forgets it: a client that is writing does not listen for the answer.
 * An iteration that was left half way still listens, and would keep the stream from flowing.
 */
export function drain(request: Request): void {
  request.removeAllListeners('readable');
  request.resume();
}

/** The client went away in the middle of its upload. */
export const isAbandoned = (request: Request): boolean => request.destroyed && !request.complete;
