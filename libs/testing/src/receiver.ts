import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Machine of an advertiser's system: answers each path with its statuses, in turn, the last for ever. */
export class Receiver {
  readonly calls: Call[] = [];
  private readonly statuses = new Map<string, number[]>();
  private readonly bodies = new Map<string, string>();
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      this.calls.push({ method: request.method ?? '', path, headers: request.headers, body });
      const statuses = this.statuses.get(path) ?? [204];
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 204;
      if (status === 0) return;
      response.writeHead(status, { location: '/elsewhere' }).end(this.bodies.get(path) ?? 'ignored');
    });
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** @param statuses - 0 never answers */
  url(path: string, ...statuses: number[]): string {
    if (statuses.length > 0) this.statuses.set(path, statuses);
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** URL of a path that is answered 200 with this body. */
  urlAnswering(path: string, body: string): string {
    this.bodies.set(path, body);
    return this.url(path, 200);
  }

  on(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  /** Calls of a path with whatever follows it, e.g. a query. */
  under(path: string): Call[] {
    return this.calls.filter((call) => call.path.startsWith(path));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
