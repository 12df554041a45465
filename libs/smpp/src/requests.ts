import type { PDU, Session } from 'smpp';
import { Outstanding } from './outstanding';

/** Outcome of a request. `lost` and `timeout` leave open whether the peer acted on it; `unwritten` does not. */
export type Reply = { kind: 'answered'; pdu: PDU } | { kind: 'timeout' } | { kind: 'lost' } | { kind: 'unwritten' };

/** Requests over one connection, each of which gets exactly one reply: the package alone waits for ever. */
export class Requests {
  private readonly underWay = new Outstanding();
  private readonly pending = new Map<number, (reply: Reply) => void>();

  constructor(private readonly session: Session) {
    session.on('pdu', (pdu: PDU) => {
      if (pdu.isResponse()) this.pending.get(pdu.sequence_number)?.({ kind: 'answered', pdu });
    });
    session.on('close', () => {
      for (const settle of [...this.pending.values()]) settle({ kind: 'lost' });
    });
  }

  /** @throws RangeError or TypeError, as a rejection, if the PDU cannot be written: its fields are wrong */
  make(pdu: PDU, timeoutMs: number): Promise<Reply> {
    return this.underWay.during(() => this.write(pdu, timeoutMs));
  }

  /** Resolves once each request has its reply. */
  answered(): Promise<void> {
    return this.underWay.none();
  }

  private write(pdu: PDU, timeoutMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      if (!this.session.send(pdu)) return resolve({ kind: 'unwritten' });
      const sequence = pdu.sequence_number;
      const settle = (reply: Reply): void => {
        clearTimeout(timer);
        // The number is another request's once this one has its reply.
        if (this.pending.get(sequence) === settle) this.pending.delete(sequence);
        resolve(reply);
      };
      // Timers run before sockets: after a freeze the response may be in the socket, and is read first.
      const timer = setTimeout(() => setImmediate(() => settle({ kind: 'timeout' })), timeoutMs);
      this.pending.set(sequence, settle);
    });
  }
}
