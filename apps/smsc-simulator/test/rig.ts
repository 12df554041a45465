import { once } from 'node:events';
import { SystemClock } from '@stopsms/kernel';
import { type Delivery, type SessionOptions, SmppSession, type SubmitOutcome, shortMessages } from '@stopsms/smpp';
import type { Behaviour } from '../src/domain/behaviour';
import type { Settings } from '../src/settings';
import { type Simulator, startSimulator } from '../src/simulator';

export const ANNE = '+33639980001';

const SETTINGS: Settings = {
  host: '127.0.0.1',
  httpPort: 0,
  smppPort: 0,
  systemId: 'stopsms',
  password: 'secret',
  maxMessages: 1_000,
};

interface Answer {
  status: number;
  type: string | null;
  // The tests say what shape they expect.
  body: never;
}

/** A simulator on free ports, with everything that spoke to it closed at the end. */
export class Rig {
  private readonly sessions: SmppSession[] = [];

  private constructor(private readonly simulator: Simulator) {}

  static async start(settings: Partial<Settings> = {}): Promise<Rig> {
    const rig = new Rig(await startSimulator({ ...SETTINGS, ...settings }, new SystemClock()));
    await rig.behave({ receiptDelayMs: { min: 0, max: 0 }, retryDelayMs: { min: 10, max: 40 } });
    return rig;
  }

  get smppPort(): number {
    return this.simulator.smppPort;
  }

  get vendorPort(): number {
    return this.simulator.vendorPort ?? 0;
  }

  get smppTlsPort(): number {
    return this.simulator.smppTlsPort ?? 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.close()));
    await this.simulator.close();
  }

  async http(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.simulator.httpPort}${path}`, {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    const text = await response.text();
    const type = response.headers.get('content-type');
    return { status: response.status, type, body: (type?.includes('json') ? JSON.parse(text) : text) as never };
  }

  async get<T>(path: string): Promise<T> {
    return (await this.http('GET', path)).body;
  }

  async behave(change: Partial<Behaviour>): Promise<void> {
    const { status, body } = await this.http('PUT', '/behaviour', change);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  messagesOf(e164: string): Promise<{ from: string; text: string; at: string; begunAt?: string; messageId: string }[]> {
    return this.get(`/handsets/${encodeURIComponent(e164)}/messages`);
  }

  async reply(text: string, from = ANNE, to = '36180'): Promise<string> {
    const { status, body } = await this.http('POST', `/handsets/${from}/reply`, { to, text });
    if (status !== 202) throw new Error(JSON.stringify(body));
    return (body as { id: string }).id;
  }

  session(options: Partial<SessionOptions> = {}): SmppSession {
    const session = new SmppSession({
      host: '127.0.0.1',
      port: this.smppPort,
      bind: 'transceiver',
      systemId: 'stopsms',
      password: 'secret',
      reconnectMs: { min: 5, max: 20 },
      closeTimeoutMs: 200,
      ...options,
    });
    this.sessions.push(session);
    return session;
  }

  async bound(options: Partial<SessionOptions> = {}): Promise<SmppSession> {
    const session = this.session(options);
    session.open();
    while (!session.isBound) await once(session, 'state');
    return session;
  }

  /** Binds a receiver that acknowledges all it takes and keeps it in order. */
  async inbox(take: (delivery: Delivery) => Promise<void> = async () => undefined): Promise<Delivery[]> {
    const taken: Delivery[] = [];
    const session = this.session({ bind: 'receiver' });
    session.onDeliver(async (delivery) => {
      taken.push(delivery);
      await take(delivery);
    });
    session.open();
    while (!session.isBound) await once(session, 'state');
    return taken;
  }
}

/** Submits a text, part after part. */
export function submit(
  session: SmppSession,
  text: string,
  { from = 'ALBA', to = ANNE, registered_delivery = 1, reference = 1 } = {},
): Promise<SubmitOutcome[]> {
  const parts = shortMessages({ from, to, text, reference });
  return Promise.all(parts.map((part) => session.submit({ ...part, registered_delivery })));
}
