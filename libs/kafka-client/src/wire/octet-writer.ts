const MAX_VARINT_OCTETS = 5;
const MAX_OCTETS_A_UNIT = 3;
const TWO_TO_32 = 2 ** 32;

/** Growing octets of a request in Kafka's protocol. kafkajs takes it for one of its encoders: it reads `buf` and `buffer`. */
export class OctetWriter {
  buf: Buffer;
  /** Number of octets written. */
  length = 0;

  constructor(room = 1_024) {
    this.buf = Buffer.allocUnsafe(room);
  }

  get buffer(): Buffer {
    return this.buf.subarray(0, this.length);
  }

  size(): number {
    return this.length;
  }

  int8(value: number): void {
    this.ensure(1);
    this.length = this.buf.writeInt8(value, this.length);
  }

  int16(value: number): void {
    this.ensure(2);
    this.length = this.buf.writeInt16BE(value, this.length);
  }

  int32(value: number): void {
    this.ensure(4);
    this.length = this.buf.writeInt32BE(value, this.length);
  }

  int64(value: number | bigint): void {
    this.ensure(8);
    if (typeof value === 'bigint' || !Number.isSafeInteger(value)) {
      this.length = this.buf.writeBigInt64BE(BigInt(value), this.length);
      return;
    }
    this.buf.writeInt32BE(Math.floor(value / TWO_TO_32), this.length);
    this.buf.writeUInt32BE(value >>> 0, this.length + 4);
    this.length += 8;
  }

  string(value: string | null): void {
    if (value === null) return this.int16(-1);
    this.ensure(2 + value.length * MAX_OCTETS_A_UNIT);
    const written = this.buf.write(value, this.length + 2, 'utf8');
    this.buf.writeInt16BE(written, this.length);
    this.length += 2 + written;
  }

  varint(value: number): void {
    this.ensure(MAX_VARINT_OCTETS);
    this.length = putVarint(this.buf, this.length, value);
  }

  varintOctets(value: Buffer | string | null | undefined): void {
    if (value === null || value === undefined) return this.varint(-1);
    if (typeof value === 'string') return this.sized(value.length * MAX_OCTETS_A_UNIT, () => this.text(value));
    this.varint(value.length);
    this.ensure(value.length);
    this.length += value.copy(this.buf, this.length);
  }

  /**
   * Writes what `write` writes, with its length as a varint before it.
   * @param expected - length that it probably has at most
   */
  sized(expected: number, write: () => void): void {
    const room = sizeOfVarint(expected);
    this.ensure(MAX_VARINT_OCTETS);
    const begin = this.length;
    this.length += room;
    write();
    const written = this.length - begin - room;
    const needed = sizeOfVarint(written);
    if (needed !== room) {
      this.ensure(MAX_VARINT_OCTETS);
      this.buf.copyWithin(begin + needed, begin + room, this.length);
      this.length += needed - room;
    }
    putVarint(this.buf, begin, written);
  }

  /** Makes room for so many octets more. */
  ensure(more: number): void {
    if (this.length + more <= this.buf.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.length + more));
    this.buf.copy(larger, 0, 0, this.length);
    this.buf = larger;
  }

  private text(value: string): void {
    this.ensure(value.length * MAX_OCTETS_A_UNIT);
    this.length += this.buf.write(value, this.length, 'utf8');
  }
}

function putVarint(octets: Buffer, at: number, value: number): number {
  let rest = zigzag(value);
  while (rest > 0x7f) {
    octets[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  octets[at++] = rest;
  return at;
}

function sizeOfVarint(value: number): number {
  let octets = 1;
  for (let rest = zigzag(value); rest > 0x7f; rest >>>= 7) octets += 1;
  return octets;
}

const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0;
