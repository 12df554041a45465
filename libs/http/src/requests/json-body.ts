import type { IncomingMessage } from 'node:http';
import { type Request, type Response, json } from 'express';
import { Problem } from '../problem';

/** A thousand times what most requests have; parsed and checked it takes a fraction of a second at worst. */
const LIMIT = '1mb';

/** What looks at the bytes of a body before anything is made of them. */
type Check = (bytes: Buffer) => void;

const checks = new WeakMap<IncomingMessage, Check>();
const parse = json({ limit: LIMIT, verify: (request, _response, bytes) => checks.get(request)?.(bytes) });

/**
 * Reads a body of JSON into `request.body`. A guard calls it once it knows who asks, because ten megabytes of a stranger's are
 * to be neither kept nor parsed.
 * @param check - given the bytes as they were sent, before any compression; not called when there is no JSON. What it throws is thrown
 * @throws Problem 400 no JSON, 413 too large, 415 unknown charset
 */
export function readJsonBody(request: Request, response: Response, check?: Check): Promise<void> {
  if (check) checks.set(request, check);
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(problemOfBody(error) ?? (error as Error));
    });
  });
}

/** @throws Problem 415 when there is a body that is no JSON: it would be taken for none, and what it says for not said */
export function refuseOtherForms(request: Request): void {
  const length = request.headers['content-length'];
  const hasBody = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && !request.is('application/json')) {
    throw new Problem(
      'content-type-unknown',
      'Send a JSON body with Content-Type: application/json. Nothing was changed.',
    );
  }
}

/** What express's parser throws, as problems. */
export function problemOfBody(error: unknown): Problem | undefined {
  const { type, message } = error as { type?: unknown; message?: string };
  switch (type) {
    case 'entity.parse.failed':
      // The parser's words quote what was sent, which may be a number or a text.
      return new Problem(
        'not-json',
        'The body is not valid JSON. Check quotes, commas and brackets, and that it is complete.',
      );
    case 'entity.too.large':
      return new Problem('body-too-large', 'The body is larger than 1 MB. Send smaller requests.');
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new Problem(
        'content-encoding-unknown',
        `The encoding of the body is not supported: ${message}. Send UTF-8.`,
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new Problem(
        'body-broken-off',
        'The request body was truncated or does not match Content-Length. Nothing was changed.',
      );
    default:
      return undefined;
  }
}
