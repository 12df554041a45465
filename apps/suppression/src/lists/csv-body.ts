import { Problem } from '@stopsms/http';
import { isTransient } from '@stopsms/messaging';
import type { Request } from 'express';
import { ListFile } from './list-file';
import type { UploadReport } from './upload-report';

/**
 * Hands the body of a request to `work` as it comes, and answers with the report, whatever happened on the way.
 * @param work - returns false when it was stopped in the middle
 * @throws Problem 415 for any other form, 400 for a file that cannot be read to its end, 503 when it should come again
 */
export async function takeCsv<R extends UploadReport>(
  request: Request,
  report: R,
  work: (upload: ListFile) => Promise<boolean>,
): Promise<ReturnType<R['answer']>> {
  try {
    refuseOtherForms(request);
    // Not destroyed when we stop reading early: the answer goes over the same connection.
    const upload = new ListFile(request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
    if (!(await work(upload))) throw new Problem('service-stopping', AGAIN, report.answer());
    const { refusal } = upload;
    if (refusal) throw new Problem(refusal.code, `${refusal.detail} ${STAYS}`, report.answer());
    return report.answer() as ReturnType<R['answer']>;
  } catch (error) {
    drain(request);
    if (request.destroyed && !request.complete) throw new Problem('upload-broken-off', 'The upload was interrupted.');
    if (isTransient(error)) throw new Problem('import-interrupted', AGAIN, report.answer());
    throw error;
  }
}

const STAYS = 'Rows read before that are recorded and kept.';
const AGAIN = `A component that this service needs is unavailable, or the service is stopping. ${STAYS} Send the whole file again: rows already imported are skipped.`;

function refuseOtherForms(request: Request): void {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new Problem('content-encoding-unknown', 'Send the file uncompressed, without Content-Encoding.');
  if (!request.is('text/csv')) {
    const detail = 'Send the file as the request body, with Content-Type text/csv. Forms are not supported.';
    throw new Problem('content-type-unknown', detail);
  }
}

/** Reads and discards the rest of a request, because a client that is writing does not read the response. */
function drain(request: Request): void {
  request.removeAllListeners('readable');
  request.resume();
}
