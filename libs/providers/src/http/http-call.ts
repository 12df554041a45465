import type { IncomingHttpHeaders } from 'node:http';
import { certificateFault } from '@stopsms/kernel';
import { type Dispatcher, Pool } from 'undici';

/** Time for DNS, TCP and TLS, before anything is written. */
const CONNECT_MS = 5_000;
/** Time from the first byte written to the last byte read; recovery of the dispatcher waits longer (journal/recovery.ts). */
const ANSWER_MS = 10_000;
const MAX_ANSWER_BYTES = 1_048_576;
/** Idle connections end before servers close them: a request written to a closed one has an unknown outcome. */
const KEEP_ALIVE_MS = 4_000;

export interface HttpCallSettings {
  /** Scheme and host; a path is a prefix of each request's. */
  baseUrl: string;
  connections: number;
  /** PEM of a CA, for a host that public ones did not certify. */
  ca?: string;
  answerMs?: number;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Outcome of a call.
 * - `answered`: headers and body were read to their end
 * - `not-sent`: no byte of the request was written
 * - `withheld`: `mayWrite` returned false, so nothing was written
 * - `unknown`: the request was written, at least in part, and no complete answer came
 */
export type CallResult =
  | { outcome: 'answered'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { outcome: 'not-sent'; reason: string }
  | { outcome: 'withheld' }
  | { outcome: 'unknown'; reason: string };

/**
 * Sends requests to one host, each at most once. undici calls `onRequestStart` once the connection is made and before it writes
 * the first byte; what it throws there prevents the write. So a request without this call was not written, however it failed.
 */
export class HttpCall {
  private readonly pool: Pool;
  private readonly prefix: string;
  private readonly host: string;
  private readonly answerMs: number;
  private running = 0;

  constructor({ baseUrl, connections, ca, answerMs = ANSWER_MS }: HttpCallSettings) {
    const { origin, pathname, host } = new URL(baseUrl);
    this.host = host;
    this.prefix = pathname.replace(/\/$/, '');
    this.answerMs = answerMs;
    this.pool = new Pool(origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      connect: { timeout: CONNECT_MS, ...(ca !== undefined && { ca }) },
    });
  }

  /** Calls without an answer. */
  get unanswered(): number {
    return this.running;
  }

  /**
   * @param mayWrite - called just before the first byte; false withholds the request
   */
  async call(request: HttpRequest, mayWrite: () => boolean = () => true): Promise<CallResult> {
    this.running += 1;
    try {
      return await new Promise((resolve) => this.dispatch(request, mayWrite, resolve));
    } finally {
      this.running -= 1;
    }
  }

  /** Ends idle connections; calls in progress end by themselves. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private dispatch(request: HttpRequest, mayWrite: () => boolean, resolve: (result: CallResult) => void): void {
    const exchange = new Exchange(this.host, this.answerMs, mayWrite, resolve);
    const { method, path, headers, body } = request;
    try {
      this.pool.dispatch({ method, path: this.prefix + path, headers, body: body ?? null }, exchange);
    } catch (error) {
      exchange.fails(error as Error);
    }
  }
}

/** One request and its answer. */
class Exchange implements Dispatcher.DispatchHandler {
  private isWritten = false;
  private timer: NodeJS.Timeout | undefined;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly host: string,
    private readonly answerMs: number,
    private readonly mayWrite: () => boolean,
    private readonly resolve: (result: CallResult) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici repeats a request only if nothing of it was answered; a repetition would be a second submission.
    if (this.isWritten) throw new Error('not repeated');
    if (!this.mayWrite()) {
      this.end({ outcome: 'withheld' });
      throw new Error('withheld');
    }
    this.isWritten = true;
    this.timer = setTimeout(() => controller.abort(new Error('no answer in time')), this.answerMs);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > MAX_ANSWER_BYTES) controller.abort(new Error(`answer above ${MAX_ANSWER_BYTES} bytes`));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.end({
      outcome: 'answered',
      status: this.status,
      headers: this.headers,
      body: Buffer.concat(this.chunks),
    });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fails(error);
  }

  fails(error: Error): void {
    this.end({ outcome: this.isWritten ? 'unknown' : 'not-sent', reason: reasonOf(error, this.host) });
  }

  private end(result: CallResult): void {
    clearTimeout(this.timer);
    this.resolve(result);
  }
}

function reasonOf(error: Error, host: string): string {
  const { code = '', message } = error as Error & { code?: string };
  const certificate = certificateFault(code, {
    end: `server ${host}`,
    namedIn: 'baseUrl of PROVIDERS_FILE',
    giveCa: 'Name its CA in `ca` of PROVIDERS_FILE.',
  });
  if (certificate !== undefined) return certificate;
  // Some messages repeat the request.
  return code === '' ? message.slice(0, 100) : code;
}
