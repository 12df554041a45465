import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PDU, type Server, type Session, type SessionOptions, SmppSession, createServer } from '../src';

type Answer = (link: Session, pdu: PDU) => void;

/** Answers with ROK and, on a submit, an id counted from 1. */
export const accept: Answer = (link, pdu) => {
  link.send(pdu.response({ message_id: `id-${pdu.sequence_number}` }));
};

export const refuseWith =
  (status: number): Answer =>
  (link, pdu) => {
    link.send(pdu.response({ command_status: status }));
  };

export const staySilent: Answer = () => undefined;

/** Minimal real SMPP server: it keeps all it received, and each test sets its responses. */
export class Operator {
  readonly received: PDU[] = [];
  readonly links: Session[] = [];
  answers: Record<string, Answer> = {};

  private constructor(private readonly server: Server) {}

  static async start(answers: Record<string, Answer> = {}, port = 0): Promise<Operator> {
    const server = createServer({}, (link) => operator.serve(link));
    const operator = new Operator(server);
    operator.answers = answers;
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return operator;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The link opened last. */
  get link(): Session {
    const link = this.links.at(-1);
    if (!link) throw new Error('Nobody connected to the operator yet.');
    return link;
  }

  /** Resolves with the next PDU of this command. */
  next(command: string): Promise<PDU> {
    return new Promise((resolve) => this.waiting.push({ command, resolve }));
  }

  /** Sends an MO or receipt over the link opened last and resolves with the answer. */
  deliver(fields: Record<string, unknown>, command = 'deliver_sm'): Promise<PDU> {
    return new Promise((resolve) => this.link.send(new PDU(command, fields), resolve));
  }

  countOf(command: string): number {
    return this.received.filter((pdu) => pdu.command === command).length;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const link of this.server.sessions) link.destroy();
    await closed;
  }

  private readonly waiting: { command: string; resolve: (pdu: PDU) => void }[] = [];

  private serve(link: Session): void {
    this.links.push(link);
    link.on('error', () => link.destroy());
    link.on('pdu', (pdu: PDU) => {
      if (pdu.isResponse()) return;
      this.received.push(pdu);
      (this.answers[pdu.command] ?? accept)(link, pdu);
      for (const waiter of this.waiting.splice(0)) {
        if (waiter.command === pdu.command) waiter.resolve(pdu);
        else this.waiting.push(waiter);
      }
    });
  }
}

export function sessionTo(operator: { port: number }, options: Partial<SessionOptions> = {}): SmppSession {
  return new SmppSession({
    host: '127.0.0.1',
    port: operator.port,
    bind: 'transceiver',
    systemId: 'stopsms',
    password: 'secret',
    reconnectMs: { min: 5, max: 20 },
    ...options,
  });
}

export async function untilState(session: SmppSession, state: string): Promise<unknown[]> {
  for (;;) {
    if (session.state === state) return [];
    const [entered, ...rest] = (await once(session, 'state')) as unknown[];
    if (entered === state) return rest;
  }
}

export async function bound(operator: { port: number }, options: Partial<SessionOptions> = {}): Promise<SmppSession> {
  const session = sessionTo(operator, options);
  session.open();
  await untilState(session, 'bound');
  return session;
}
