import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PDU, type Server, type Session, createServer, receiptText, shortMessages } from '@stopsms/smpp';
import type { ReceiptState } from '@stopsms/smpp';

/** The command status that the operator got for a delivery; undefined when the link ended without an answer. */
type Answered = Promise<number | undefined>;

/** The smallest operator: takes a receiver's bind, delivers what the test says, records what it receives. */
export class Operator {
  readonly commands: string[] = [];
  private link: Session | undefined;
  private references = 0;

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<Operator> {
    const server = createServer({}, (link) => operator.serve(link));
    const operator = new Operator(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return operator;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** A text from a handset, cut in parts as a phone does; resolves with the status of each part. */
  mo(mo: { from: string; to: string; text: string; id?: string }): Promise<(number | undefined)[]> {
    return Promise.all(this.parts(mo).map((part) => this.deliver(part)));
  }

  /** The parts of a text, for a test that delivers them its own way. */
  parts({ id, ...mo }: { from: string; to: string; text: string; id?: string }): Record<string, unknown>[] {
    this.references += 1;
    const parts = shortMessages({ ...mo, reference: this.references & 0xff });
    return parts.map((part, index) => ({ ...part, ...(id === undefined ? {} : { incoming_id: `${id}-${index}` }) }));
  }

  receipt(messageId: string, state: ReceiptState, error = '000', id?: string, handset = '+33639980012'): Answered {
    const text = receiptText({ messageId, state, error, submittedAt: 0, doneAt: 0, text: '' });
    return this.deliver({
      esm_class: 0x04,
      source_addr_ton: 1,
      source_addr: handset.slice(1),
      dest_addr_ton: 3,
      destination_addr: '36180',
      short_message: Buffer.from(text),
      ...(id === undefined ? {} : { outgoing_id: id }),
    });
  }

  deliver(fields: Record<string, unknown>, command = 'deliver_sm'): Answered {
    const { link } = this;
    if (!link) throw new Error('Nobody is bound to the operator.');
    return new Promise((resolve) => {
      link.once('close', () => resolve(undefined));
      link.send(new PDU(command, fields), (answer) => resolve(answer.command_status));
    });
  }

  /** Reports that a handset is back; there is no response. */
  notify(): void {
    this.link?.send(new PDU('alert_notification'));
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const link of this.server.sessions) link.destroy();
    await closed;
  }

  private serve(link: Session): void {
    // Each delivery under way listens for the end of the link.
    link.setMaxListeners(0);
    link.on('error', () => link.destroy());
    link.on('pdu', (pdu: PDU) => {
      this.commands.push(pdu.command);
      if (pdu.isResponse()) return;
      if (pdu.command.startsWith('bind_')) this.link = link;
      link.send(pdu.response());
    });
  }
}
