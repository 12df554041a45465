import type { IncomingMessage } from 'node:http';
import { type Request, type Response, json } from 'express';

const LIMIT = '10mb';

/** What looks at the bytes of a body before anything is made of them. */
type Check = (bytes: Buffer) => void;

const checks = new WeakMap<IncomingMessage, Check>();
const parse = json({ limit: LIMIT, verify: (request, _response, bytes) => checks.get(request)?.(bytes) });

/**
 * Reads a body of JSON into `request.body`. A guard calls it once it knows who asks, because ten megabytes of a stranger's are
 * to be neither kept nor parsed.
 * @param check - given the bytes as they were sent, before any compression; not called when there is no JSON. What it throws is thrown
 * @throws what the parser throws: 400 no JSON, 413 too large, 415 unknown charset
 */
export function readJsonBody(request: Request, response: Response, check?: Check): Promise<void> {
  if (check) checks.set(request, check);
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error as Error);
    });
  });
}
