import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { Transform, type TransformCallback, pipeline } from 'node:stream';

const HOST = '127.0.0.1';
/** Kafka's request header: length, API key, version and correlation id, then the client id with its own length. */
const CLIENT_ID_AT = 12;

/** Network in front of one listener of a broker: a port of ours that can lose its cable, or be slow. */
export class Gate {
  private readonly links = new Set<Link>();
  private isCut: (clientId: string) => boolean = () => false;
  private delayMs = 0;
  private server: Server | undefined;

  /**
   * @param port - port that clients are given
   * @param target - port of the broker's listener
   */
  constructor(
    readonly port: number,
    private readonly target: number,
  ) {}

  /** Accepts connections; without it they are refused, as where no process listens. */
  async open(): Promise<void> {
    if (this.server) return;
    this.server = createServer({ noDelay: true }, (client) => this.link(client));
    this.server.listen(this.port, HOST);
    await once(this.server, 'listening');
  }

  /** Ends every connection and refuses further ones. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const link of this.links) link.end();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Lets nothing pass on connections of these clients, in either direction. They stay open: nobody is informed of a broken cable. */
  cut(isCut: (clientId: string) => boolean): void {
    this.isCut = isCut;
    for (const link of this.links) link.hold();
  }

  /** Lets pass what was held, as after a retransmission. */
  mend(): void {
    this.isCut = () => false;
    for (const link of this.links) link.release();
  }

  /** Delays every byte, in each direction. */
  slowDown(ms: number): void {
    this.delayMs = ms;
  }

  private link(client: Socket): void {
    const link = new Link(client, connect({ host: HOST, port: this.target, noDelay: true }), {
      isCut: (clientId) => this.isCut(clientId),
      delayMs: () => this.delayMs,
    });
    this.links.add(link);
    void link.ended.then(() => this.links.delete(link));
  }
}

interface Weather {
  isCut: (clientId: string) => boolean;
  delayMs: () => number;
}

/** One connection through a gate. */
class Link {
  readonly ended: Promise<void>;
  private clientId = '';
  private held: { promise: Promise<void>; release: () => void } | undefined;

  constructor(
    private readonly client: Socket,
    private readonly broker: Socket,
    private readonly weather: Weather,
  ) {
    const towards = (from: Socket, to: Socket, onChunk?: (chunk: Buffer) => void) =>
      new Promise<void>((resolve) => pipeline(from, this.passage(onChunk), to, () => resolve()));
    const both = [towards(client, broker, (chunk) => this.identify(chunk)), towards(broker, client)];
    this.ended = Promise.all(both).then(() => this.end());
  }

  hold(): void {
    if (this.held || !this.weather.isCut(this.clientId)) return;
    let release = () => {};
    const promise = new Promise<void>((resolve) => (release = resolve));
    this.held = { promise, release };
  }

  release(): void {
    this.held?.release();
    this.held = undefined;
  }

  end(): void {
    this.release();
    this.client.destroy();
    this.broker.destroy();
  }

  private identify(chunk: Buffer): void {
    if (this.clientId !== '' || chunk.length < CLIENT_ID_AT + 2) return;
    this.clientId = chunk.toString('utf8', CLIENT_ID_AT + 2, CLIENT_ID_AT + 2 + chunk.readInt16BE(CLIENT_ID_AT));
    this.hold();
  }

  private passage(onChunk: (chunk: Buffer) => void = () => undefined): Transform {
    const waiting = new Set<Promise<void>>();
    const transform = (chunk: Buffer, _: BufferEncoding, done: TransformCallback): void => {
      onChunk(chunk);
      const ms = this.weather.delayMs();
      if (this.held) void this.held.promise.then(() => done(null, chunk));
      else if (ms === 0 && waiting.size === 0) done(null, chunk);
      else {
        const passed: Promise<void> = new Promise<void>((resolve) => setTimeout(resolve, ms)).then(() => {
          waiting.delete(passed);
          if (!passage.destroyed) passage.push(chunk);
        });
        waiting.add(passed);
        done();
      }
    };
    const passage: Transform = new Transform({
      transform,
      flush: (done) => void Promise.all(waiting).then(() => done()),
    });
    return passage;
  }
}
