import { setTimeout as pause } from 'node:timers/promises';
import { PDU, Session } from './hardened-smpp';
import { type Reply, Requests } from './requests';
import type { FullSessionOptions } from './session-options';
import { STATUS, statusName } from './status';

// One TCP connection from its opening to its end. The package responds to nothing by itself, and an `error` event without a
// listener would end the process, so all of that is here.

/** SMPP 3.4; the package would announce 5.0. */
const INTERFACE_VERSION = 0x34;

/** Time to send the last bytes before the socket is destroyed. */
const LINGER_MS = 1_000;

/** Reason why a link ended or never began; `status` is the peer's refusal of the bind. */
export interface LinkEnd {
  reason: string;
  status?: number;
}

/** Handlers of what the peer sends. */
export interface LinkHandlers {
  deliver: (link: Link, pdu: PDU) => void;
  /** Called with the first response to a request that was never made. */
  stray: (pdu: PDU) => void;
}

export class Link {
  /** Resolves once, when the socket is closed and each request has its reply. */
  readonly ended: Promise<LinkEnd>;
  private readonly session: Session;
  private readonly requests: Requests;
  private enquiring: NodeJS.Timeout | undefined;
  private end: LinkEnd | undefined;

  private constructor(
    private readonly options: FullSessionOptions,
    private readonly on: LinkHandlers,
  ) {
    const { host, port, tls } = options;
    const secured = tls ? { tls: true, ...(tls === true ? {} : tls) } : {};
    this.session = new Session({ host, port, noDelay: true, ...secured });
    this.requests = new Requests(this.session, { onStray: on.stray });
    this.session.on('error', (error: Error) => this.drop({ reason: error.message }));
    this.session.on('pdu', (pdu: PDU) => this.serve(pdu));
    this.ended = new Promise((resolve) => this.session.on('close', () => resolve(this.finish())));
  }

  /**
   * Connects and binds; returns the end instead of a link if either fails, takes longer than `connectTimeoutMs` or is aborted
   * by `signal`.
   */
  static async open(options: FullSessionOptions, on: LinkHandlers, signal: AbortSignal): Promise<Link | LinkEnd> {
    const link = new Link(options, on);
    const giveUp = (): void => link.drop({ reason: `not bound within ${options.connectTimeoutMs} ms` });
    const timer = setTimeout(giveUp, options.connectTimeoutMs);
    signal.addEventListener('abort', giveUp);
    await Promise.race([link.connected(), link.ended]);
    const isBound = await link.bind();
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    if (isBound) return link;
    giveUp();
    return link.ended;
  }

  /** False as soon as nothing more can be written; the end follows. */
  get isWritable(): boolean {
    return !this.end && this.session.socket.writable;
  }

  /**
   * Writes a request and waits for its answer.
   * @throws RangeError or TypeError if the PDU cannot be written: its fields are wrong
   */
  request(pdu: PDU, timeoutMs = this.options.responseTimeoutMs): Promise<Reply> {
    return this.isWritable ? this.requests.make(pdu, timeoutMs) : Promise.resolve({ kind: 'unwritten' });
  }

  /** Responds to a request of the peer; does nothing on a link that ended, and the peer will retry. */
  answer(pdu: PDU, status: number): void {
    this.session.send(pdu.response({ command_status: status }));
  }

  async unbind(timeoutMs: number): Promise<void> {
    await this.request(new PDU('unbind'), timeoutMs);
    this.drop({ reason: 'unbound' });
  }

  private connected(): Promise<unknown> {
    return new Promise((resolve) => this.session.once(this.options.tls ? 'secureConnect' : 'connect', resolve));
  }

  private async bind(): Promise<boolean> {
    const { bind, systemId, password, systemType } = this.options;
    const fields = { system_id: systemId, password, system_type: systemType, interface_version: INTERFACE_VERSION };
    const reply = await this.request(new PDU(`bind_${bind}`, fields), this.options.connectTimeoutMs);
    if (reply.kind !== 'answered') return false;
    const status = reply.pdu.command_status;
    if (status !== STATUS.ESME_ROK) {
      this.drop({ reason: `the peer refused the bind: ${statusName(status)}`, status });
      return false;
    }
    this.enquiring = setInterval(() => void this.enquire(), this.options.enquireLinkMs);
    return true;
  }

  private async enquire(): Promise<void> {
    const reply = await this.request(new PDU('enquire_link'));
    if (reply.kind === 'timeout') this.drop({ reason: 'the peer left enquire_link unanswered' });
  }

  private serve(pdu: PDU): void {
    if (pdu.isResponse()) return;
    switch (pdu.command) {
      case 'deliver_sm':
      case 'data_sm':
        return this.on.deliver(this, pdu);
      case 'alert_notification':
        // It has no response (SMPP 3.4 4.12.1) and nothing that we need.
        return;
      case 'enquire_link':
        return this.answer(pdu, STATUS.ESME_ROK);
      case 'unbind':
        return void this.part(pdu);
      default:
        this.refuse(pdu);
    }
  }

  /**
   * Nothing more is written, and the peer gets its answer once it has given those it owes us, `closeTimeoutMs` at most: it
   * may close as soon as it has it, and what it had taken would be unknown.
   */
  private async part(unbind: PDU): Promise<void> {
    this.end ??= { reason: 'the peer unbound' };
    const { closeTimeoutMs } = this.options;
    await Promise.race([this.requests.answered(), pause(closeTimeoutMs, undefined, { ref: false })]);
    this.answer(unbind, STATUS.ESME_ROK);
    this.leave();
  }

  private refuse(pdu: PDU): void {
    const { sequence_number } = pdu;
    this.session.send(new PDU('generic_nack', { sequence_number, command_status: STATUS.ESME_RINVCMDID }));
  }

  /** Ends the link once all written bytes are sent. */
  private leave(): void {
    this.session.close();
    setTimeout(() => this.session.destroy(), LINGER_MS).unref();
  }

  private drop(end: LinkEnd): void {
    this.end ??= end;
    this.session.destroy();
  }

  private finish(): LinkEnd {
    this.end ??= { reason: 'the peer closed the connection' };
    clearInterval(this.enquiring);
    return this.end;
  }
}
