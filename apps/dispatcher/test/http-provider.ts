import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface SmsmodeRequest {
  recipient: { to: string };
  body: { text: string; stop?: boolean };
  refClient: string;
}

/** Answer to one request; `take` stores the message, as a provider does before it answers. */
export type Behaviour = (response: ServerResponse, take: () => object, request: number) => void;

/** Provider in the form of smsmode, whose behaviour a test sets by recipient. */
export class HttpProviderPeer {
  /** Messages that it took, by recipient. */
  readonly taken: SmsmodeRequest[] = [];
  /** Submits and lookups that it received, by reference. */
  readonly submits: string[] = [];
  readonly lookups: string[] = [];
  private readonly behaviours = new Map<string, Behaviour>();

  private constructor(
    private readonly server: Server,
    private readonly dir: string,
  ) {}

  static async start(): Promise<HttpProviderPeer> {
    const server = createServer((request, response) => void peer.serve(request, response));
    const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-http-provider-'));
    const peer = new HttpProviderPeer(server, dir);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return peer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.dir, { recursive: true });
  }

  /**
   * Settings of a dispatcher with this provider, alone unless others are given.
   * @param more - fields of its entry
   */
  settings(more: object = {}, others: { providers: object[]; routes?: object } = { providers: [] }): NodeJS.ProcessEnv {
    const { port } = this.server.address() as AddressInfo;
    const entry = {
      ...{ kind: 'http', name: 'smsmode', vendor: 'smsmode', baseUrl: `http://127.0.0.1:${port}` },
      ...{ account: { apiKeyFrom: 'API_KEY' }, webhook: { secretsFrom: ['HOOK'] }, ratePerSecond: 100 },
      ...more,
    };
    const path = join(this.dir, 'providers.json');
    writeFileSync(path, JSON.stringify({ ...others, providers: [entry, ...others.providers] }));
    return { PROVIDERS_FILE: path, API_KEY: 'the-key', CIRCUIT_PROBE_MS: '1000' };
  }

  /** @param to - E.164 */
  behaves(to: string, behaviour: Behaviour): void {
    this.behaviours.set(to.replace('+', ''), behaviour);
  }

  takenBy(to: string): SmsmodeRequest[] {
    return this.taken.filter(({ recipient }) => `+${recipient.to}` === to);
  }

  countOf(list: readonly string[], messageId: string): number {
    return list.filter((one) => one === messageId).length;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') return this.list(request, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const message = JSON.parse(Buffer.concat(chunks).toString()) as SmsmodeRequest;
    this.submits.push(message.refClient);
    const take = () => {
      this.taken.push(message);
      return answerOf(message);
    };
    const behaviour = this.behaviours.get(message.recipient.to) ?? accept;
    behaviour(response, take, this.countOf(this.submits, message.refClient));
  }

  private list(request: IncomingMessage, response: ServerResponse): void {
    const reference = new URL(request.url ?? '', 'http://any').searchParams.get('refClient') ?? '';
    this.lookups.push(reference);
    const found = this.taken.filter(({ refClient }) => refClient === reference);
    response.end(JSON.stringify({ items: found.map(answerOf) }));
  }
}

export const accept: Behaviour = (response, take) => {
  response.writeHead(201).end(JSON.stringify(take()));
};

const answerOf = ({ refClient, body }: SmsmodeRequest): object => ({
  ...{ messageId: `id-${refClient}`, refClient, direction: 'MT' },
  ...{ body: { text: `${body.text} STOP 36034`, messagePartCount: 2 }, price: { amount: 0.1, currency: 'EUR' } },
});
