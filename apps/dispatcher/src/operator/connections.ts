import type { Log } from '@stopsms/service-kit';
import { type LinkEnd, type Provider, SmppSession } from '@stopsms/smpp';

/** The transmitter binds to one operator. Each goes its own way up and down; what is asked here is about all of them. */
export class Connections {
  private readonly sessions: SmppSession[];
  /** Why one ended last, or was not made. */
  private lastEnd: LinkEnd | undefined;

  constructor(
    private readonly provider: Provider,
    private readonly on: { change: () => void; lost: () => void },
    private readonly log: Log,
  ) {
    this.sessions = Array.from({ length: provider.connections }, () => this.session());
  }

  /** Those that are up. */
  get bound(): number {
    return this.sessions.filter((session) => session.isBound).length;
  }

  get isBound(): boolean {
    return this.sessions.some((session) => session.isBound);
  }

  /** Why none is up, and what is done about it. */
  problem(): string | undefined {
    if (this.isBound) return undefined;
    const { name, host, port } = this.provider;
    const why = this.lastEnd?.reason ?? 'connecting';
    return this.sessions.every(({ state }) => state === 'refused')
      ? `not bound to operator ${name}: ${why}. No more is tried, lest the account be locked; mend it and restart`
      : `not bound to operator ${name} at ${host}:${port} (${why}); it keeps trying`;
  }

  /** Submits without an answer. */
  get unanswered(): number {
    return this.sessions.reduce((sum, session) => sum + session.unanswered, 0);
  }

  /** The one with most room, if one has any: what is submitted to it now is written at once. */
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
        this.log.error({ provider: name, end }, 'Operator refused our account: nothing more is tried');
      else this.log.info({ provider: name, state, end }, 'Operator link');
      if (state === 'waiting' && wasBound) this.on.lost();
      if (state !== 'leaving') wasBound = state === 'bound';
      this.on.change();
    });
    session.on('fault', (error) => this.log.warn({ err: error, provider: name }, 'Operator link fault'));
    return session;
  }
}
