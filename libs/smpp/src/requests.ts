import { Latest } from '@stopsms/kernel';
import type { PDU, Session } from 'smpp';
import { Outstanding } from './outstanding';

/**
 * Outcome of a request. `lost` and `timeout` leave open whether the peer acted on it; `unwritten` does not. `late` resolves if the
 * response arrives after the timeout, and never if the connection ends before.
 */
export type Reply =
  { kind: 'answered'; pdu: PDU } | { kind: 'timeout'; late: Promise<PDU> } | { kind: 'lost' } | { kind: 'unwritten' };

/** Minimum of latest requests without a response in time whose late response is still recognized, and half the maximum. */
const MIN_LATE = 5_000;

interface RequestsOptions {
  /** Called with the first response to a request that was never made. Further ones are ignored too. */
  onStray?: (pdu: PDU) => void;
  /** Default 5,000. */
  minLate?: number;
}

/** Requests over one connection, each of which gets exactly one reply: the package alone waits for ever. */
export class Requests {
  private readonly underWay = new Outstanding();
  private readonly pending = new Map<number, (reply: Reply) => void>();
  private readonly timedOut: Latest<(pdu: PDU) => void>;
  private hasStray = false;

  constructor(
    private readonly session: Session,
    private readonly options: RequestsOptions = {},
  ) {
    this.timedOut = new Latest(options.minLate ?? MIN_LATE);
    session.on('pdu', (pdu: PDU) => {
      if (pdu.isResponse()) this.take(pdu);
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
      const timeOut = (): void => {
        if (this.pending.get(sequence) !== settle) return;
        settle({ kind: 'timeout', late: new Promise((late) => this.timedOut.set(String(sequence), late)) });
      };
      // Timers run before sockets: after a freeze the response may be in the socket, and is read first.
      const timer = setTimeout(() => setImmediate(timeOut), timeoutMs);
      this.pending.set(sequence, settle);
    });
  }

  private take(pdu: PDU): void {
    const { sequence_number: sequence } = pdu;
    const settle = this.pending.get(sequence);
    if (settle) return settle({ kind: 'answered', pdu });
    const late = this.timedOut.get(String(sequence));
    this.timedOut.delete(String(sequence));
    if (late) return late(pdu);
    // A second response to one request is ignored.
    const isStray = sequence === 0 || sequence > this.session.sequence;
    if (!isStray || this.hasStray) return;
    this.hasStray = true;
    this.options.onStray?.(pdu);
  }
}
