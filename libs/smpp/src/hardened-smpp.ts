import type { Readable } from 'node:stream';
import { PDU, Server, Session, addTLV, commands, createServer, tlvs, tlvsById } from 'smpp';

// The `smpp` package 0.5.1 has traps that would lose texts or kill a link; this file alone knows them and mends them
// once for the process. Whoever needs PDUs, sessions or a server takes them from here:
// - it turns `short_message` into text with its own tables, which lose French characters: we keep the octets;
// - one PDU that it cannot read stops the session for good without closing it: such a PDU comes out with its header
//   alone and `malformed: true`, so that it can be refused and the next one read;
// - a connection lost in the middle of a PDU yields the half that came as a whole one: the half is dropped;
// - a length below the header's own makes it wait for ever: that is an error, like a length above the limit;
// - string TLVs are read to the next NUL, over the end of their own value;
// - a vendor tag that has a name is read by that name alone, although another vendor gives it another meaning: names of vendor
//   tags are for writing, and each reader takes the octets by the tag that it means;
// - each PDU is a write to the socket, which costs more than all else that is done for it: those of one turn of the event loop
//   leave together.

const HEADER_OCTETS = 16;

/** Tags whose meaning a vendor decides (SMPP 3.4 5.3.2). */
const MIN_VENDOR_TAG = 0x1400;
const MAX_VENDOR_TAG = 0x3fff;

/** Tags of OVHcloud: ids of a DLR and of an MO, the same at each of its retries over 7 days. */
export const OVH_TAGS = { outgoingId: 0x1401, incomingId: 0x1402 } as const;

/** A C-octet string TLV, bounded by its own length whether or not the sender wrote the closing NUL. */
const boundedString = {
  read: (buffer: Buffer, offset: number, length = 0): string =>
    buffer.toString('latin1', offset, offset + length).split('\0', 1)[0] ?? '',
  write: (value: string, buffer: Buffer, offset: number): void => {
    buffer.write(`${value}\0`, offset, 'latin1');
  },
  size: (value: string): number => value.length + 1,
  default: '',
};

keepOctets();
boundStrings();
nameVendorTags();
writeTogether();
PDU.commandLength = commandLength;
PDU.fromStream = fromStream;

function keepOctets(): void {
  for (const { params } of Object.values(commands)) {
    for (const parameter of Object.values(params ?? {})) delete parameter.filter;
  }
  for (const tlv of Object.values(tlvs)) delete tlv.filter;
}

function boundStrings(): void {
  const { receipted_message_id } = tlvs;
  if (receipted_message_id) receipted_message_id.type = boundedString;
}

function nameVendorTags(): void {
  addTLV('outgoing_id', { id: OVH_TAGS.outgoingId, type: boundedString });
  addTLV('incoming_id', { id: OVH_TAGS.incomingId, type: boundedString });
  for (const id of Object.keys(tlvsById)) {
    if (Number(id) >= MIN_VENDOR_TAG && Number(id) <= MAX_VENDOR_TAG) delete tlvsById[id];
  }
}

function writeTogether(): void {
  const { send } = Session.prototype;
  Session.prototype.send = function (this: Session, ...of: Parameters<typeof send>) {
    const { socket } = this;
    if (socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    return send.apply(this, of);
  };
}

function commandLength(stream: Readable): number | false {
  const octets = stream.read(4) as Buffer | null;
  if (!octets || octets.length < 4) return false;
  const length = octets.readUInt32BE(0);
  if (length < HEADER_OCTETS || length > PDU.maxLength) {
    throw new RangeError(`The peer announced a PDU of ${length} octets, outside 16 to ${PDU.maxLength}: not SMPP.`);
  }
  return length;
}

function fromStream(stream: Readable, length: number): PDU | false {
  const body = stream.read(length - 4) as Buffer | null;
  if (!body || body.length < length - 4) return false;
  const octets = Buffer.allocUnsafe(length);
  octets.writeUInt32BE(length, 0);
  body.copy(octets, 4);
  try {
    return new PDU(octets);
  } catch {
    return withHeaderAlone(octets);
  }
}

function withHeaderAlone(octets: Buffer): PDU {
  const header = Buffer.from(octets.subarray(0, HEADER_OCTETS));
  header.writeUInt32BE(HEADER_OCTETS, 0);
  const pdu = new PDU(header);
  pdu['malformed'] = true;
  return pdu;
}

/** Octets of a vendor's TLV in a PDU that was received; undefined without one. */
export function vendorTlv(pdu: PDU, tag: number): Buffer | undefined {
  const octets = pdu[String(tag)];
  return Buffer.isBuffer(octets) ? octets : undefined;
}

export { PDU, Server, Session, createServer };
