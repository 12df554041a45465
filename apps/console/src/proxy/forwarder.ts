import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem, bodyOf } from '@stopsms/http';
import type { Request, Response } from 'express';
import { Client, type Dispatcher, errors } from 'undici';
import { headersToBrowser, headersToService, isStream } from './passed-headers';

interface Call {
  service: string;
  /** Origin of the service. */
  url: string;
  /** Path and query, as they are sent on. */
  path: string;
  token: string;
}

/** Time in which a browser that is still sending may read an early response. */
const LINGER_MS = 3_000;
const UNKNOWN = 'The request may have been processed: check before you try again.';

/**
 * Forwards a request to a service and the response back, both streamed. Each exchange has its own connection, so that surplus octets of
 * either side reach no other exchange.
 */
export class Forwarder {
  /** @param silenceMs - without an octet from the service, after which it is given up */
  constructor(private readonly silenceMs: number) {}

  async forward(request: Request, response: Response, call: Call): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const silence = { headersTimeout: this.silenceMs, bodyTimeout: this.silenceMs };
    const client = new Client(call.url, { ...silence, allowH2: false });
    try {
      await answer(request, response, await client.request(this.question(request, call, gone.signal)));
    } catch (error) {
      this.answerFault(error as Error, response, call.service);
    } finally {
      client.destroy().catch(() => undefined);
    }
  }

  private question(request: Request, { path, token }: Call, signal: AbortSignal): Dispatcher.RequestOptions {
    const { headers, method, ip } = request;
    const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
    return {
      method: method as Dispatcher.HttpMethod,
      path,
      headers: headersToService(headers, { token, from: ip, hasBody }),
      body: hasBody ? (bodyOfRequest(request) as unknown as Dispatcher.RequestOptions['body'] & object) : null,
      signal,
      // The service closes the connection after its answer, as we do.
      reset: true,
    };
  }

  private answerFault(error: Error, response: Response, service: string): void {
    // The browser is gone, or has part of the answer: it must not take it for the whole.
    if (response.headersSent || response.destroyed) return void response.destroy();
    const problem = this.problemOf(error, service);
    response
      .status(problem.getStatus())
      .set({ 'retry-after': '5', connection: 'close' })
      .type('application/problem+json')
      .send(JSON.stringify(bodyOf(problem)));
  }

  private problemOf(error: Error & { code?: string }, service: string): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof errors.HeadersTimeoutError) {
      return new Problem('service-silent', `${service} did not respond for ${this.silenceMs / 1_000} s. ${UNKNOWN}`);
    }
    return new Problem('service-away', `${service} does not respond (${error.code ?? error.message}). ${UNKNOWN}`);
  }
}

/** Without trailers: a body that has any is broken off before its end. */
async function* bodyOfRequest(request: Request): AsyncGenerator<Buffer> {
  // Not destroyed when reading ends early: the answer goes over the same connection.
  for await (const octets of request.iterator({ destroyOnReturn: false })) yield octets as Buffer;
  if (request.rawTrailers.length > 0) throw new Problem('request-ambiguous', 'Trailers are not supported.');
}

async function answer(request: Request, response: Response, given: Dispatcher.ResponseData): Promise<void> {
  const isEarly = !request.complete;
  response.status(given.statusCode).set(headersToBrowser(given.headers));
  // What is still on its way is no next request.
  if (isEarly) response.set('connection', 'close');
  if (isStream(given.headers)) response.flushHeaders();
  await pipeline(given.body, response, { end: false });
  if (isEarly) await linger(request);
  response.end();
}

/** Reads and forgets what still comes, for a while: a browser that is writing does not listen, and a reset would lose its answer. */
async function linger(request: Request): Promise<void> {
  request.removeAllListeners('readable');
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) request.once(event, resolve);
  });
  request.resume();
  await Promise.race([ended, delay(LINGER_MS, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
