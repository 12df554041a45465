import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A service for tests: records its requests, and responds as the test defines. */
export class FakeService {
  readonly received: ReceivedRequest[] = [];
  private readonly answers = new Map<string, Answer>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeService> {
    const server = createServer();
    const service = new FakeService(server);
    server.on('request', (request, response) => service.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  on(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  /** The last request at this path. */
  last(path: string): ReceivedRequest {
    const found = this.received.findLast(({ url }) => url.split('?')[0] === path);
    if (!found)
      throw new Error(`${path} was not asked for; these were: ${this.received.map(({ url }) => url).join(', ')}`);
    return found;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    this.received.push({ method, url, headers });
    const answer = this.answers.get(url.split('?')[0] ?? '');
    if (answer) return answer(request, response);
    request.resume();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ method, url }));
  }
}
