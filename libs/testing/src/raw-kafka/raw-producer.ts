import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

const PRODUCE = 0;
const PRODUCE_VERSION = 7;
const ACKS_OF_ALL = -1;
const TIMEOUT_MS = 20_000;

/** Connection that sends produce requests with octets as they are: a client that respects nothing of the format of records. */
export class RawProducer {
  private readonly closed: Promise<unknown>;
  private received = Buffer.alloc(0);
  private correlation = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (octets) => (this.received = Buffer.concat([this.received, octets])));
    // The broker closes connections of which it understands nothing.
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close');
  }

  static async open(broker: string): Promise<RawProducer> {
    const [host = '', port] = broker.split(':');
    const socket = connect(Number(port), host);
    await once(socket, 'connect');
    return new RawProducer(socket);
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && !this.socket.readableEnded;
  }

  /** Returns the broker's error code, 0 if it took the octets; undefined if it closed the connection. */
  async produce(topic: string, partition: number, records: Buffer): Promise<number | undefined> {
    this.received = Buffer.alloc(0);
    this.socket.write(this.request(topic, partition, records));
    while (!this.isWhole()) {
      if (!this.isOpen) return undefined;
      await Promise.race([once(this.socket, 'data'), this.closed]);
    }
    // Length, correlation id, one topic with its name, one partition with its number.
    return this.received.readInt16BE(4 + 4 + 4 + 2 + Buffer.byteLength(topic) + 4 + 4);
  }

  close(): void {
    this.socket.destroy();
  }

  private isWhole(): boolean {
    return this.received.length >= 4 && this.received.length >= 4 + this.received.readInt32BE(0);
  }

  private request(topic: string, partition: number, records: Buffer): Buffer {
    const body = Buffer.concat([
      int16(PRODUCE),
      int16(PRODUCE_VERSION),
      int32(++this.correlation),
      text('raw'),
      int16(-1),
      int16(ACKS_OF_ALL),
      int32(TIMEOUT_MS),
      int32(1),
      text(topic),
      int32(1),
      int32(partition),
      int32(records.length),
      records,
    ]);
    return Buffer.concat([int32(body.length), body]);
  }
}

function int16(value: number): Buffer {
  const octets = Buffer.alloc(2);
  octets.writeInt16BE(value);
  return octets;
}

function int32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeInt32BE(value);
  return octets;
}

const text = (value: string): Buffer => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
