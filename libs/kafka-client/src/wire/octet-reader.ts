const TWO_TO_32 = 2 ** 32;

/** Reads values of Kafka's protocol one after the other. */
export class OctetReader {
  constructor(
    readonly octets: Buffer,
    public at = 0,
  ) {}

  int8(): number {
    return this.octets.readInt8(this.skip(1));
  }

  int16(): number {
    return this.octets.readInt16BE(this.skip(2));
  }

  int32(): number {
    return this.octets.readInt32BE(this.skip(4));
  }

  /** Exact within 53 bits. */
  int64(): number {
    const at = this.skip(8);
    return this.octets.readInt32BE(at) * TWO_TO_32 + this.octets.readUInt32BE(at + 4);
  }

  string(): string {
    const length = this.int16();
    return this.octets.toString('utf8', this.skip(length), this.at);
  }

  varint(): number {
    let octet = this.octets[this.at++] as number;
    let value = octet & 0x7f;
    for (let shift = 7; octet > 0x7f; shift += 7) {
      octet = this.octets[this.at++] as number;
      value |= (octet & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  /** Exact within 53 bits. */
  varlong(): number {
    let octet = this.octets[this.at++] as number;
    let value = octet & 0x7f;
    for (let factor = 0x80; octet > 0x7f; factor *= 0x80) {
      octet = this.octets[this.at++] as number;
      value += (octet & 0x7f) * factor;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  varintOctets(): Buffer | null {
    const length = this.varint();
    return length < 0 ? null : this.octets.subarray(this.skip(length), this.at);
  }

  /** Skips octets with their length before them. @returns where they begin */
  skipVarint(): number {
    return this.skip(Math.max(0, this.varint()));
  }

  /** @returns where the skipped octets begin */
  skip(octets: number): number {
    const { at } = this;
    this.at += octets;
    return at;
  }
}
