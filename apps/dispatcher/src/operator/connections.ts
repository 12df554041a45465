import type { Log } from '@stopsms/service';
import type { SmppProvider } from '@stopsms/providers';
import { type LinkEnd, SmppSession } from '@stopsms/smpp';

/** Transmitter binds to one operator. Each reconnects on its own; the properties here are about all of them. */
export class Connections {
  private readonly sessions: SmppSession[];
  /** Reason why a connection last ended or was not made. */
  private lastEnd: LinkEnd | undefined;

  constructor(
    private readonly provider: SmppProvider,
    private readonly on: { change: () => void; lost: () => void },
    private readonly log: Log,
  ) {
    this.sessions = Array.from({ length: provider.connections }, () => this.session());
  }

  /** Number of connections that are up. */
  get bound(): number {
    return this.sessions.filter((session) => session.isBound).length;
  }

  get isBound(): boolean {
    return this.sessions.some((session) => session.isBound);
  }

  /** Reason why none is up, and the remedy. */
  problem(): string | undefined {
    if (this.isBound) return undefined;
    const { name, host, port } = this.provider;
    const why = this.lastEnd?.reason ?? 'connecting';
    return this.sessions.every(({ state }) => state === 'refused')
      ? `not bound to operator ${name}: ${why}. It does not retry, because the account could be locked; correct the credentials and restart`
      : `not bound to operator ${name} at ${host}:${port} (${why}); retrying`;
  }

  /** Submits without a response. */
  get unanswered(): number {
    return this.sessions.reduce((sum, session) => sum + session.unanswered, 0);
  }

  /** Connection with the fewest unanswered submits that can write at once; undefined if there is none. */
  freest(): SmppSession | undefined {
    let best: SmppSession | undefined;
    for (const session of this.sessions) {
      if (session.isWritable && session.unanswered < (best?.unanswered ?? this.provider.window)) best = session;
    }
    return best;
  }

  open(): void {
    for (const session of this.sessions) session.open();
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.close()));
  }

  private session(): SmppSession {
    const { name, host, port, tls, systemId, password, systemType, window, enquireLinkMs } = this.provider;
    const account = { host, port, tls, systemId, password, systemType, window, enquireLinkMs };
    const session = new SmppSession({ ...account, bind: 'transmitter', submitWaitMs: 0, stopOnWrongCredentials: true });
    let wasBound = false;
    session.on('state', (state, end) => {
      this.lastEnd = end ?? this.lastEnd;
      if (state === 'refused')
        this.log.error({ provider: name, end }, 'Operator refused the credentials: not retrying');
      else this.log.info({ provider: name, state, end }, 'Operator link');
      if (state === 'waiting' && wasBound) this.on.lost();
      if (state !== 'leaving') wasBound = state === 'bound';
      this.on.change();
    });
    session.on('fault', (error) => this.log.warn({ err: error, provider: name }, 'Operator link fault'));
    return session;
  }
}
