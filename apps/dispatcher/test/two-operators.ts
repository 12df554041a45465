import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type ClearedMessage, type MessageStatus, advertisers } from '@stopsms/contracts';
import { type AppProcess, eventually, makeCertificate, startAppProcess } from '@stopsms/testing';
import { type Mt, OperatorLink, type SubmitResult } from '../src/operator/operator-link';
import type { ProviderState } from '../src/operator/provider-state';
import { Bed, advertiserId } from './bed';

/** Rate of alpha, submits a second. */
export const RATE = 50;

interface Shown {
  at: string;
  validUntil?: string;
}

/**
 * A dispatcher with two operators: alpha has two connections that share a rate, beta speaks TLS. France goes to alpha and
 * falls back on beta; the United States go to beta alone. gamma is alpha with a wrong password, delta is beta without
 * validity.
 */
export class TwoOperators {
  private readonly senders: NonNullable<Advertiser['senders']> = [];

  private constructor(
    readonly bed: Bed,
    readonly alpha: { url: string; kill(): Promise<void>; restart(): Promise<void> },
    readonly beta: AppProcess,
    private readonly service: RunningService,
    private readonly dir: string,
  ) {}

  static async open(onFatal: (error: Error) => void): Promise<TwoOperators> {
    const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-providers-'));
    const file = (name: string, content: string): string => {
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    const [smppPort, tlsPort] = [await freePort(), await freePort()];
    const authority = makeCertificate({ name: 'Test authority' });
    const certificate = makeCertificate({ name: 'beta.example', issuer: authority });
    file('ca.pem', authority.cert);
    const files = {
      SIMULATOR_TLS_CERT: file('beta.pem', certificate.cert),
      SIMULATOR_TLS_KEY: file('beta.key', certificate.key),
    };
    const [bed, beta] = await Promise.all([
      Bed.make(),
      startAppProcess('smsc-simulator', (port) => ({
        SIMULATOR_HTTP_PORT: String(port),
        SIMULATOR_SMPP_PORT: String(smppPort),
        SIMULATOR_SMPP_TLS_PORT: String(tlsPort),
        ...files,
      })),
    ]);
    const book = JSON.stringify(bookOf(bed.operator.smppPort, smppPort, tlsPort));
    const settings = {
      PROVIDERS_FILE: file('providers.json', book),
      OPERATOR_PASSWORD: 'stopsms',
      WRONG_PASSWORD: 'wrong',
      ROUTE_CLOSED_AFTER_MS: '500',
      CIRCUIT_PROBE_MS: '1500',
    };
    const service = await bed.start(settings, onFatal);
    const operators = new TwoOperators(bed, bed.operator, beta, service, dir);
    await eventually('the dispatcher is ready', async () => (await operators.ready()).status === 200);
    for (const name of ['alpha', 'beta', 'delta']) await operators.until(name, 'is bound', isWhole);
    return operators;
  }

  async close(): Promise<void> {
    await Promise.all([this.bed.end(), this.beta.stop()]);
    rmSync(this.dir, { recursive: true });
  }

  ready(): Promise<Response> {
    return fetch(`${this.service.url}/health/ready`);
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.service.url}/metrics`)).text();
  }

  async stateOf(name: string): Promise<ProviderState> {
    const { items } = (await (await fetch(`${this.service.url}/v1/providers`)).json()) as { items: ProviderState[] };
    const state = items.find((each) => each.name === name);
    if (!state) throw new Error(`GET /v1/providers does not list ${name}.`);
    return state;
  }

  until(name: string, what: string, is: (state: ProviderState) => boolean): Promise<unknown> {
    return eventually(`${name} ${what}`, async () => is(await this.stateOf(name)));
  }

  /** Publishes a sender of the advertiser with its enabled operators. */
  async register(sender: string, providers: string[], country = 'FR'): Promise<void> {
    this.senders.push({ country, sender, providers });
    const account = { name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' };
    const value = {
      id: advertiserId,
      ...account,
      codes: ['36180'],
      linkHosts: [],
      createdAt: 0,
      senders: this.senders,
    };
    await this.bed.put(advertisers, [{ key: advertiserId, value }]);
  }

  async sendOne(more: Partial<ClearedMessage> = {}): Promise<ClearedMessage> {
    const message = this.bed.cleared(more);
    await this.bed.adverts([message]);
    return message;
  }

  /** Submits past the lanes. */
  submit(mt: Partial<Mt>): Promise<SubmitResult> {
    const sender = { from: '36180', to: this.bed.nextHandset(), reference: 1, traceparent: '' };
    const message = { ...sender, messageId: randomUUID(), region: 'FR', lane: 'marketing' as const, text: 'x', ...mt };
    return this.service.get<OperatorLink>(OperatorLink).submit(message);
  }

  ends({ messageId }: ClearedMessage): Promise<MessageStatus> {
    return this.bed.ends(messageId, 60_000);
  }
}

const isWhole = ({ bound, connections }: ProviderState): boolean => bound === connections;

function bookOf(alphaPort: number, betaPort: number, betaTlsPort: number): object {
  const account = { host: '127.0.0.1', systemId: 'stopsms', passwordFrom: 'OPERATOR_PASSWORD', codes: ['*'] };
  const tls = { ca: 'ca.pem', servername: 'beta.example' };
  const alpha = { ...account, name: 'alpha', port: alphaPort, connections: 2, window: 5, ratePerSecond: RATE };
  return {
    providers: [
      alpha,
      { ...account, name: 'beta', port: betaTlsPort, tls },
      { ...alpha, name: 'gamma', connections: 1, passwordFrom: 'WRONG_PASSWORD' },
      { ...account, name: 'delta', port: betaPort, validity: 'none' },
    ],
    routes: { FR: ['alpha', 'beta'], US: ['beta'], DE: ['delta'], '*': ['alpha', 'gamma'] },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function behave({ url }: { url: string }, behaviour: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/behaviour`, { method: 'PUT', headers, body: JSON.stringify(behaviour) });
  if (!answer.ok) throw new Error(`The simulator refused this behaviour: ${await answer.text()}`);
}

export async function shownBy({ url }: { url: string }, { to }: ClearedMessage): Promise<Shown[]> {
  return (await (await fetch(`${url}/handsets/${encodeURIComponent(to)}/messages`)).json()) as Shown[];
}

export async function statsOf({ url }: { url: string }): Promise<{ submits: number; bindsRefused: number }> {
  return (await (await fetch(`${url}/stats`)).json()) as { submits: number; bindsRefused: number };
}
