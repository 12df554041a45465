import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { type TlsOptions, createServer as createTlsServer } from 'node:tls';

/** Server that answers each request, once it is complete, with raw bytes; and remembers what it received. */
export class Peer {
  readonly requests: string[] = [];
  connections = 0;

  private constructor(
    private readonly server: Server,
    private readonly scheme: string,
  ) {}

  /** @param answer - called with each complete request, counted from 1 */
  static async start(answer: (socket: Socket, request: number) => void, tls?: TlsOptions): Promise<Peer> {
    const take = (socket: Socket) => peer.take(socket, answer);
    const server = tls ? createTlsServer(tls, take) : createServer(take);
    const peer = new Peer(server, tls ? 'https' : 'http');
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return peer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(socket: Socket, answer: (socket: Socket, request: number) => void): void {
    this.connections += 1;
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const [head = '', body] = received.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < length) return;
      this.requests.push(received);
      received = '';
      answer(socket, this.requests.length);
    });
  }
}

/** Bytes of an answer with a JSON body. */
export const answerOf = (status: number, body: string, headers: Record<string, string> = {}): string =>
  [
    `HTTP/1.1 ${status} X`,
    ...Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    body,
  ].join('\r\n');
