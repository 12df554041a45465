import { NO_STORE, Problem, bodyOf } from '@stopsms/http';
import { type Server, createServer } from 'node:http';

/**
 * Responds to probes while a service starts, on its port: this distinguishes a service that waits for a database from a dead one, and
 * names what it waits for. Liveness succeeds, startup and readiness fail, all other requests are too early.
 */
export class Starting {
  private server: Server | undefined;
  private step = 'its parts are made';
  private since = new Date();

  constructor(private readonly service: string) {}

  /** @param port - with 0 nobody could know the port, and nothing listens */
  async listen(port: number, host: string): Promise<void> {
    if (port === 0) return;
    const server = createServer((request, response) => {
      const isLive = request.url === '/health/live';
      const type = isLive ? 'application/json' : 'application/problem+json';
      response.writeHead(isLive ? 200 : 503, {
        'content-type': type,
        'cache-control': NO_STORE,
        connection: 'close',
        'retry-after': '1',
      });
      response.end(JSON.stringify(isLive ? { status: 'ok' } : this.problem()));
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    // The server does not keep an aborted start alive.
    this.server = server.unref();
  }

  /** Sets the current step, as in "PostgreSQL and its migrations". */
  waitsFor(step: string): void {
    this.step = step;
    this.since = new Date();
  }

  /** Releases the port for the service. */
  async end(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  private problem(): object {
    const detail = `${this.service} is starting and waits for ${this.step} (since ${this.since.toISOString()})`;
    return bodyOf(new Problem('starting', detail));
  }
}
