import { type Request, type Response, raw } from 'express';
import { problemOfReading } from './json-body';

const parse = raw({ limit: '1mb', type: () => true });

/**
 * Reads the bytes of a body of any form, decompressed. A guard calls it for callers whose form others decide, and that sign bytes.
 * @throws Problem 413 too large, 415 unknown encoding, 400 broken off or broken compression
 */
export function readRawBody(request: Request, response: Response): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error !== undefined) reject(problemOfReading(error, request));
      else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    });
  });
}
