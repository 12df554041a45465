import { NO_STORE, Problem, bodyOf } from '@stopsms/http';
import { type Server, createServer } from 'node:http';

/**
 * Answers probes while a service starts, on the port that it will serve: one that waits for a database can so be told from
 * one that is dead, and says what it waits for. Live is green, startup and ready are red, everything else comes too early.
 */
export class Starting {
  private server: Server | undefined;
  private step = 'its parts are made';
  private since = new Date();

  constructor(private readonly service: string) {}

  /** @param port - with 0 nobody could know where to ask, and nothing listens */
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
    // Whoever gives up a start is not kept by it.
    this.server = server.unref();
  }

  /** What is under way now, as in "PostgreSQL and its migrations". */
  waitsFor(step: string): void {
    this.step = step;
    this.since = new Date();
  }

  /** Gives the port to the service. */
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
