// The `smpp` package has no types; these are for the part of it that we use, as its 0.5.1 source behaves.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, ServerOpts, Socket } from 'node:net';
  import type { Readable } from 'node:stream';
  import type { ConnectionOptions, TlsOptions } from 'node:tls';

  interface ParameterType {
    read(buffer: Buffer, offset: number, length?: number): unknown;
    write(value: never, buffer: Buffer, offset: number): void;
    size(value: never): number;
    default?: unknown;
  }

  interface Parameter {
    type: ParameterType;
    filter?: unknown;
  }

  type Fields = Record<string, unknown> & { command_status?: number; sequence_number?: number };

  class PDU {
    /** A command by name, or the octets of a whole PDU; the latter throws when they are cut short. */
    constructor(command: string | Buffer, fields?: Fields);
    static maxLength: number;
    static commandLength(stream: Readable): number | false;
    static fromStream(stream: Readable, length: number): PDU | false;
    command: string;
    command_id: number;
    command_status: number;
    sequence_number: number;
    isResponse(): boolean;
    /** Throws for commands that have no response (`alert_notification`, `outbind`). */
    response(fields?: Fields): PDU;
    toBuffer(): Buffer;
    [field: string]: unknown;
  }

  class Session extends EventEmitter {
    /** Opens a session. With `tls`, the options are passed to `tls.connect` unchanged. */
    constructor(
      options:
        ({ host: string; port: number; tls?: boolean; noDelay?: boolean } & ConnectionOptions) | { socket: Socket },
    );
    socket: Socket;
    /** Number of the latest request that was sent. */
    sequence: number;
    /** False if the socket takes no more writes; a request gets its `sequence_number` here. */
    send(pdu: PDU, onResponse?: (response: PDU) => void, onSent?: (pdu: PDU) => void): boolean;
    close(onClosed?: () => void): void;
    destroy(onClosed?: () => void): void;
  }

  class Server extends NetServer {
    sessions: Session[];
  }

  /** Speaks TLS when the options have `key` and `cert`. */
  function createServer(
    options: ServerOpts & Pick<TlsOptions, 'key' | 'cert'>,
    listener: (session: Session) => void,
  ): Server;
  function addTLV(tag: string, tlv: { id: number; type: ParameterType }): void;

  const commands: Record<string, { id: number; params?: Record<string, Parameter> }>;
  const tlvs: Record<string, Parameter & { id: number }>;
  const tlvsById: Record<string, Parameter & { id: number }>;
}
