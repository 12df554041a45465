import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const OPT_OUTS = 'opt-outs';
const LOOK_EVERY_MS = 10;

/**
 * A Redis of our own on a Unix socket, with the opt-outs as one set, spoken to in pipelined batches. The client knows the
 * two kinds of answer that its commands get, integers and arrays of integers, and counts the ones among them.
 */
export class RedisPeer {
  private readonly dir = mkdtempSync(join(tmpdir(), 'stopsms-redis-'));
  private server: ChildProcess | undefined;
  private socket: Socket | undefined;

  async start(): Promise<void> {
    const path = join(this.dir, 'socket');
    const settings = { port: '0', unixsocket: path, dir: this.dir, save: '', appendonly: 'no' };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    this.server = spawn('redis-server', args, { stdio: 'ignore' });
    for (;;) {
      this.socket?.destroy();
      this.socket = await tryConnect(path);
      if (this.socket && (await this.ask(['DBSIZE'])) !== undefined) return;
      if (this.server.exitCode !== null) throw new Error(`redis-server ended by itself (${this.server.exitCode})`);
      await delay(LOOK_EVERY_MS);
    }
  }

  async stop(): Promise<void> {
    this.socket?.destroy();
    this.server?.kill('SIGKILL');
    if (this.server && this.server.exitCode === null) await once(this.server, 'exit');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  add(members: string[]): Promise<number> {
    return this.pipeline([['SADD', OPT_OUTS, ...members]], 1);
  }

  /** Counts the listed ones; `batch` members per command, all commands written at once. */
  count(members: string[], batch: number): Promise<number> {
    const commands: string[][] = [];
    for (let at = 0; at < members.length; at += batch) {
      commands.push(['SMISMEMBER', OPT_OUTS, ...members.slice(at, at + batch)]);
    }
    return this.pipeline(commands, members.length);
  }

  async save(): Promise<void> {
    await this.ask(['SAVE']);
  }

  async usedBytes(): Promise<number> {
    return Number(/used_memory:(\d+)/.exec((await this.ask(['INFO', 'memory'])) ?? '')?.[1]);
  }

  /** The raw answer, or undefined when it is an error. */
  private async ask(command: string[]): Promise<string | undefined> {
    this.socket?.write(encode(command));
    const [data] = (await once(this.socket as Socket, 'data')) as [Buffer];
    return data.toString().startsWith('-') ? undefined : data.toString();
  }

  /** Sum of the ones among `answers` integers. */
  private async pipeline(commands: string[][], answers: number): Promise<number> {
    const socket = this.socket as Socket;
    let seen = 0;
    let ones = 0;
    let previous = 0;
    const done = new Promise<void>((resolve) => {
      const count = (data: Buffer) => {
        for (const byte of data) {
          if (previous === COLON) {
            seen += 1;
            if (byte === ONE) ones += 1;
          }
          previous = byte;
        }
        if (seen < answers) return;
        socket.off('data', count);
        resolve();
      };
      socket.on('data', count);
    });
    for (const command of commands) socket.write(encode(command));
    await done;
    return ones;
  }
}

const COLON = 0x3a;
const ONE = 0x31;

const encode = (words: string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;

async function tryConnect(path: string): Promise<Socket | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}
