import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { eventually } from '@stopsms/test-parts';

export interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** A connection on which a test writes whatever octets it likes, and reads answers as an honest HTTP/1.1 client does. */
export class RawConnection {
  private received = Buffer.alloc(0);
  private closed = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (data: Buffer) => (this.received = Buffer.concat([this.received, data])));
    // A reset is how some refusals end.
    socket.on('error', () => undefined);
    socket.once('close', () => (this.closed = true));
    socket.once('end', () => socket.end());
  }

  /** @param url - of which host and port count */
  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** Complete answers so far, without interim ones. */
  get answers(): RawAnswer[] {
    return readAnswers(this.received).filter(({ status }) => status >= 200);
  }

  /** Everything received, as Latin-1. */
  get text(): string {
    return this.received.toString('latin1');
  }

  /** @param octets - text is sent as Latin-1 */
  write(octets: string | Buffer): void {
    if (!this.closed) this.socket.write(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets);
  }

  /** Resolves once there are `count` answers, or the other side has closed. */
  async answered(count = 1): Promise<RawAnswer[]> {
    await eventually(
      `${count} answers, or the end of the connection`,
      () => this.closed || this.answers.length >= count,
    );
    return this.answers;
  }

  /** Resolves once the other side has closed. */
  async ended(): Promise<void> {
    await eventually('the other side closes the connection', () => this.closed);
  }

  /** Closes with a reset, as a browser does with a request that nobody waits for any more. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  destroy(): void {
    this.socket.destroy();
  }
}

function readAnswers(octets: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let at = 0; ;) {
    const end = octets.indexOf('\r\n\r\n', at);
    if (end < 0) return answers;
    const [first = '', ...lines] = octets.subarray(at, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0);
    const headers = new Map(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const body = bodyAt(octets, end + 4, status, headers);
    if (!body) return answers;
    answers.push({ status, headers, body: body.text });
    at = body.end;
  }
}

/** @returns undefined while it is not whole */
function bodyAt(octets: Buffer, from: number, status: number, headers: Map<string, string>) {
  if (status < 200 || status === 204 || status === 304) return { text: '', end: from };
  if (headers.get('transfer-encoding') === 'chunked') return chunksAt(octets, from);
  const length = headers.get('content-length');
  const end = length === undefined ? octets.length : from + Number(length);
  return end > octets.length ? undefined : { text: octets.subarray(from, end).toString(), end };
}

function chunksAt(octets: Buffer, from: number) {
  let [text, at] = ['', from];
  for (;;) {
    const line = octets.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = parseInt(octets.subarray(at, line).toString('latin1'), 16);
    const end = line + 2 + size + 2;
    if (end > octets.length) return undefined;
    if (size === 0) return { text, end };
    text += octets.subarray(line + 2, end - 2).toString();
    at = end;
  }
}
