import { type BindType, PDU, type Reply, Requests, STATUS, type Session } from '@stopsms/smpp';

/** Time to send the last bytes before the socket is destroyed. */
const LINGER_MS = 500;

/** One client connection. */
export class Peer {
  /** Absent until it has bound. */
  bindType: BindType | undefined;
  /** Deliveries it has not answered. */
  unanswered = 0;
  /** Submits it made. */
  submits = 0;
  private readonly requests: Requests;

  constructor(private readonly session: Session) {
    this.requests = new Requests(session);
  }

  get maySubmit(): boolean {
    return this.bindType === 'transmitter' || this.bindType === 'transceiver';
  }

  get mayReceive(): boolean {
    return this.bindType === 'receiver' || this.bindType === 'transceiver';
  }

  async deliver(pdu: PDU, timeoutMs: number): Promise<Reply> {
    this.unanswered += 1;
    try {
      return await this.requests.make(pdu, timeoutMs);
    } finally {
      this.unanswered -= 1;
    }
  }

  /** Answers with ROK and these fields. */
  accept(pdu: PDU, fields: Record<string, unknown> = {}): void {
    this.session.send(pdu.response(fields));
  }

  refuse(pdu: PDU, status: number): void {
    this.session.send(pdu.response({ command_status: status }));
  }

  refuseCommand({ sequence_number }: PDU): void {
    this.session.send(new PDU('generic_nack', { sequence_number, command_status: STATUS.ESME_RINVCMDID }));
  }

  /** Says goodbye and closes once what was written has left. */
  unbind(): void {
    if (this.bindType) this.session.send(new PDU('unbind'));
    this.leave();
  }

  leave(): void {
    this.session.close();
    setTimeout(() => this.session.destroy(), LINGER_MS).unref();
  }

  /** Cuts the connection as a fault of the network does. */
  drop(): void {
    this.session.destroy();
  }
}
