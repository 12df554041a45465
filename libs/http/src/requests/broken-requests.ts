import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { NO_STORE } from './no-store';
import { Problem } from '../problem';
import { bodyOf } from './problem.filter';

type Fault = Error & { code?: string };

/** Answers requests that Node's parser rejects, before any route, with a problem. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (fault: Fault, socket: Socket) => {
    // The client is gone, or has part of an answer already.
    if (fault.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
      socket.destroy();
      return;
    }
    const problem = problemOf(fault);
    const body = JSON.stringify(bodyOf(problem));
    const status = problem.getStatus();
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Cache-Control: ${NO_STORE}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

function problemOf({ code }: Fault): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem('request-timeout', 'The request was not received in time. Nothing was changed. Send it again.');
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem('headers-too-large', 'The URL and the headers exceed 16 kB together. Send smaller headers.');
  return new Problem('no-http', 'The request is not valid HTTP/1.1. Nothing was changed.');
}
