import type { IncomingMessage } from 'node:http';
import { type Request, type Response, json } from 'express';
import { Problem } from '../problem';

/** A thousand times the usual size; takes a fraction of a second to parse and check. */
const LIMIT = '1mb';

/** Check of the bytes of a body before they are parsed. */
type Check = (bytes: Buffer) => void;

const checks = new WeakMap<IncomingMessage, Check>();
const parse = json({ limit: LIMIT, verify: (request, _response, bytes) => checks.get(request)?.(bytes) });

/**
 * Reads a JSON body into `request.body`. A guard calls it once it knows the caller, so that bodies of strangers are neither
 * buffered nor parsed.
 * @param check - called with the decompressed bytes; not called without JSON. Its exceptions are thrown
 * @throws Problem 400 no JSON or broken compression, 413 too large, 415 unknown charset or encoding
 */
export function readJsonBody(request: Request, response: Response, check?: Check): Promise<void> {
  if (check) checks.set(request, check);
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(problemOfReading(error, request));
    });
  });
}

/** @throws Problem 415 for a body that is not JSON, which would otherwise be ignored */
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

/** Decompression that failed for lack of memory, or for a library that does not match: not the fault of the body. */
const FAULTS_OF_OURS = /MEM_ERROR|VERSION_ERROR|ALLOC/;

/**
 * Returns an error of reading a body as a problem; an unexpected one as it is. A compressed body that is cut or damaged fails with a
 * code of its library: zlib, Brotli and zstd have dozens, so all of them count, except those of this machine.
 */
export function problemOfReading(error: unknown, { headers }: IncomingMessage): Error {
  const problem = error instanceof Problem ? error : problemOfBody(error);
  if (problem) return problem;
  const { code = '', errno, syscall } = error as NodeJS.ErrnoException;
  const isCompressed = (headers['content-encoding'] ?? 'identity') !== 'identity';
  if (!isCompressed || typeof errno !== 'number' || syscall !== undefined || FAULTS_OF_OURS.test(code))
    return error as Error;
  return new Problem(
    'body-broken-off',
    'The compressed body is truncated, damaged or of another format than its Content-Encoding. Nothing was changed.',
  );
}

/** Returns an error of express's parser as a problem. */
export function problemOfBody(error: unknown): Problem | undefined {
  const { type, message } = error as { type?: unknown; message?: string };
  switch (type) {
    case 'entity.parse.failed':
      // The parser's message quotes the body, which may contain a phone number or a text.
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
