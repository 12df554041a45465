import type { Request, RequestHandler } from 'express';
import { Problem } from '../problem';
import { isRefused, refuseConnection } from './refused-connections';

/** Methods whose body has no meaning; parsers differ on where it ends. */
const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);
/** Headers that a request may have once; of several Node uses the first, other parsers the last. */
const ONCE = new Set([
  ...['host', 'content-length', 'transfer-encoding', 'content-type', 'content-encoding', 'authorization', 'origin'],
  ...['x-csrf-token', 'user-agent', 'if-match', 'idempotency-key', 'last-event-id', 'stopsms-signature'],
]);
/** Allowed options of `Connection`. Any other name makes a proxy drop the header of that name. */
const CONNECTION_OPTIONS = new Set(['close', 'keep-alive', 'upgrade', 'te', 'http2-settings']);
const ADDRESS = /^\/[\x21-\x7e]*$/;

/**
 * First middleware of every service and of the console. Stores the client's address, which is unknown once the connection is closed,
 * and refuses requests that two HTTP/1.1 parsers could read differently, beyond what Node's parser refuses.
 */
export const screenRequests: RequestHandler = (request, response, next) => {
  // The connection is closed already, or the request follows one that was refused.
  if (request.socket.remoteAddress === undefined || isRefused(request.socket)) return void response.destroy();
  Object.defineProperty(request, 'ip', { value: request.ip });
  const problem = ambiguityOf(request);
  if (!problem) return next();
  refuseConnection(request.socket);
  response.setHeader('connection', 'close');
  next(problem);
};

function ambiguityOf(request: Request): Problem | undefined {
  const { headers, method, originalUrl } = request;
  const encoding = headers['transfer-encoding'];
  const hasBody = encoding !== undefined || (headers['content-length'] ?? '0') !== '0';
  if (hasBody && WITHOUT_BODY.has(method)) {
    return new Problem(
      'body-refused',
      `${method} does not accept a body here. Send the request without one. Nothing was changed.`,
    );
  }
  const why =
    (ADDRESS.test(originalUrl) ? undefined : 'The address must begin with / and be ASCII.') ??
    repeatedIn(request) ??
    (encoding !== undefined ? encodingFault(request, encoding) : undefined) ??
    (headers.trailer === undefined ? undefined : 'Trailer is not supported.') ??
    connectionFault(headers.connection);
  return why === undefined ? undefined : new Problem('request-ambiguous', `${why} Nothing was changed.`);
}

function repeatedIn({ rawHeaders }: Request): string | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (ONCE.has(name) && seen.has(name)) return `${name} is there more than once.`;
    seen.add(name);
  }
  return undefined;
}

function encodingFault({ headers, httpVersion }: Request, encoding: string): string | undefined {
  if (httpVersion !== '1.1') return `Transfer-Encoding is not of HTTP/${httpVersion}.`;
  if (headers['content-length'] !== undefined) return 'Content-Length and Transfer-Encoding conflict.';
  return encoding.toLowerCase() === 'chunked' ? undefined : 'Transfer-Encoding may be chunked alone.';
}

function connectionFault(connection = ''): string | undefined {
  const options = connection.toLowerCase().split(',');
  const odd = options.map((option) => option.trim()).some((option) => option !== '' && !CONNECTION_OPTIONS.has(option));
  return odd ? 'Connection names a header that is not of the connection alone.' : undefined;
}
