import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerBrokenRequests } from './broken-requests';
import { keepConnections } from './keep-connections';
import { endLeftoverBodies } from './leftover-bodies';
import { NO_STORE } from './no-store';
import { Problem } from '../problem';
import { bodyOf } from './problem.filter';
import { refuseConnection } from './refused-connections';

/** From the first octet to the end of the headers. */
const HEADERS_MS = 30_000;

/** Bounds of a server. */
interface ServerBounds {
  /** Milliseconds from the first octet of a request to its last. */
  HTTP_REQUEST_TIMEOUT_MS: number;
  HTTP_MAX_CONNECTIONS: number;
}

type Exchange = [request: IncomingMessage, response: ServerResponse];

/**
 * Sets up the HTTP server of every service and of the console, after the application was made and before it is initialised, when
 * `LongUploads` raises its timeouts: the strict parser, limits, and no `Expect`, which proxies and servers are known to read differently.
 * @param takesExpect - addresses to which senders that cannot be changed may send `Expect: 100-continue`; none by default
 */
export function hardenServer(server: Server, bounds: ServerBounds, takesExpect?: RegExp): void {
  answerBrokenRequests(server);
  keepConnections(server);
  // A switch of the process (--insecure-http-parser) would otherwise allow what two readers read differently.
  Object.assign(server, { insecureHTTPParser: false });
  // Headers beyond a count would be dropped in silence; their 16 kB bound them.
  server.maxHeadersCount = 0;
  server.headersTimeout = Math.min(HEADERS_MS, bounds.HTTP_REQUEST_TIMEOUT_MS);
  server.requestTimeout = bounds.HTTP_REQUEST_TIMEOUT_MS;
  server.maxConnections = bounds.HTTP_MAX_CONNECTIONS;
  endLeftoverBodies(server);
  server.on('checkContinue', (...[request, response]: Exchange) => {
    if (!takesExpect?.test(request.url ?? '')) return refuseExpectation(request, response);
    response.writeContinue();
    server.emit('request', request, response);
  });
  server.on('checkExpectation', refuseExpectation);
}

function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  refuseConnection(request.socket);
  const problem = new Problem(
    'expect-refused',
    'The Expect header is not supported. Send the request without it. Nothing was changed.',
  );
  response.writeHead(problem.getStatus(), {
    'content-type': 'application/problem+json',
    'cache-control': NO_STORE,
    connection: 'close',
  });
  response.end(JSON.stringify(bodyOf(problem)));
}
