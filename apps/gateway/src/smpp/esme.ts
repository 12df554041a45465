import { type BindType, PDU, type Reply, Requests, STATUS, type Session } from '@stopsms/smpp';
import type { AccountOverSmpp } from '../accounts/accounts';

/** Octets that a system may leave in our socket without reading them before its connection is cut. */
const MAX_UNSENT = 256 * 1_024;
/** Time to flush the last PDU before the socket is destroyed. */
const LINGER_MS = 500;

/** Timeouts of a silent connection. */
export interface Silence {
  /** From the connection to the bind. */
  bindMs: number;
  /** From one PDU to the next; then it must answer an enquire_link as soon. */
  enquireLinkMs: number;
}

/** Connection of a system (ESME), from its opening to its end. */
export class Esme {
  account: AccountOverSmpp | undefined;
  bindType: BindType | undefined;
  /** Submits without a response. */
  submits = 0;
  /** Deliveries that it has not answered. */
  unanswered = 0;
  isLeaving = false;
  private readonly requests: Requests;
  private silence: NodeJS.Timeout;

  constructor(
    private readonly session: Session,
    readonly isTls: boolean,
    private readonly limits: Silence,
  ) {
    this.requests = new Requests(session);
    this.silence = setTimeout(() => this.drop(), limits.bindMs);
    session.on('close', () => clearTimeout(this.silence));
  }

  get address(): string {
    return this.session.socket.remoteAddress ?? '';
  }

  get maySubmit(): boolean {
    return this.bindType === 'transmitter' || this.bindType === 'transceiver';
  }

  get mayReceive(): boolean {
    return !this.isLeaving && (this.bindType === 'receiver' || this.bindType === 'transceiver');
  }

  bound(account: AccountOverSmpp, bindType: BindType): void {
    this.account = account;
    this.bindType = bindType;
    this.heartbeat();
  }

  /** Restarts the timeout after a whole PDU: half a PDU does not, however slowly it grows. */
  heartbeat(): void {
    if (this.bindType === undefined) return;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => void this.enquire(), this.limits.enquireLinkMs);
  }

  async deliver(fields: Record<string, unknown>, timeoutMs: number): Promise<Reply> {
    this.unanswered += 1;
    try {
      return await this.requests.make(new PDU('deliver_sm', fields), timeoutMs);
    } finally {
      this.unanswered -= 1;
      this.cutIfStalled();
    }
  }

  accept(pdu: PDU, fields: Record<string, unknown> = {}): void {
    this.send(pdu.response(fields));
  }

  refuse(pdu: PDU, status: number): void {
    this.send(pdu.response({ command_status: status }));
  }

  nack({ sequence_number }: PDU, status: number = STATUS.ESME_RINVCMDID): void {
    this.send(new PDU('generic_nack', { sequence_number, command_status: status }));
  }

  /** Asks the system to leave, and closes once it has answered. */
  async unbind(timeoutMs: number): Promise<void> {
    this.isLeaving = true;
    if (this.bindType) await this.requests.make(new PDU('unbind'), timeoutMs);
    this.leave();
  }

  leave(): void {
    this.isLeaving = true;
    this.session.close();
    setTimeout(() => this.session.destroy(), LINGER_MS).unref();
  }

  drop(): void {
    this.session.destroy();
  }

  private send(pdu: PDU): void {
    this.session.send(pdu);
    this.cutIfStalled();
  }

  private cutIfStalled(): void {
    if (this.session.socket.writableLength > MAX_UNSENT) this.drop();
  }

  private async enquire(): Promise<void> {
    const reply = await this.requests.make(new PDU('enquire_link'), this.limits.enquireLinkMs);
    if (reply.kind !== 'answered') this.drop();
  }
}
