import { once } from 'node:events';
import { PDU, STATUS, Session } from '@stopsms/smpp';

type Fields = Record<string, unknown>;

/** A system that speaks SMPP, PDU by PDU. */
export class TestEsme {
  readonly received: PDU[] = [];
  /** Answer to each delivery. */
  answer: number | undefined = STATUS.ESME_ROK;
  readonly closed: Promise<unknown>;

  private constructor(readonly session: Session) {
    this.closed = once(session, 'close');
    session.on('error', () => session.destroy());
    session.on('pdu', (pdu: PDU) => {
      this.received.push(pdu);
      if (pdu.command === 'deliver_sm' && this.answer !== undefined)
        session.send(pdu.response({ command_status: this.answer }));
      if (pdu.command === 'unbind' || pdu.command === 'enquire_link') session.send(pdu.response());
    });
  }

  static async connect(port: number, tls?: { ca: string }): Promise<TestEsme> {
    const session = new Session({
      host: '127.0.0.1',
      port,
      ...(tls && { tls: true, servername: 'localhost', ...tls }),
    });
    const esme = new TestEsme(session);
    await Promise.race([once(session, tls ? 'secureConnect' : 'connect'), esme.closed]);
    return esme;
  }

  static async bound(port: number, systemId: string, password: string, type = 'transceiver'): Promise<TestEsme> {
    const esme = await TestEsme.connect(port);
    const answer = await esme.bind(systemId, password, type);
    if (answer?.command_status !== STATUS.ESME_ROK) throw new Error(`not bound: ${answer?.command_status}`);
    return esme;
  }

  bind(systemId: string, password: string, type = 'transceiver'): Promise<PDU | undefined> {
    return this.ask(`bind_${type}`, { system_id: systemId, password, interface_version: 0x34 });
  }

  /** The answer; undefined if the connection was closed instead. */
  ask(command: string, fields: Fields = {}): Promise<PDU | undefined> {
    const answered = new Promise<PDU>((resolve) => {
      if (!this.session.send(new PDU(command, fields), resolve)) this.session.destroy();
    });
    return Promise.race([answered, this.closed.then(() => undefined)]);
  }

  submit(fields: Fields = {}): Promise<PDU | undefined> {
    return this.ask('submit_sm', {
      ...{ source_addr_ton: 5, source_addr: 'ACME', dest_addr_ton: 1, dest_addr_npi: 1 },
      ...{ destination_addr: '33639980001', registered_delivery: 1, short_message: Buffer.from('Soldes STOP 36180') },
      ...fields,
    });
  }

  deliveries(): PDU[] {
    return this.received.filter(({ command }) => command === 'deliver_sm');
  }

  /** Bytes past the library. */
  write(bytes: Buffer): void {
    this.session.socket.write(bytes);
  }

  close(): void {
    this.session.destroy();
  }
}

/** Parts of a text with an 8-bit header. */
export const withHeader = (reference: number, total: number, sequence: number, octets: Buffer) => ({
  esm_class: 0x40,
  short_message: Buffer.concat([Buffer.from([5, 0, 3, reference, total, sequence]), octets]),
});
