import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { eventually } from '@stopsms/testing';
import type { Command } from './toolchains';

type Line = Record<string, unknown>;

/** Process of a client: it obeys lines of JSON and prints lines of JSON, each with one key that names its kind. */
export class ClientProgram {
  private readonly lines: Line[] = [];
  private readonly ended: Promise<void>;
  private fault: Error | undefined;
  private isEnding = false;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(JSON.parse(line) as Line));
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
      process.stderr.write(chunk);
    });
    // What it does not read any more because it has ended is no error of its own.
    child.stdin.on('error', () => undefined);
    this.ended = once(child, 'close').then(([code, signal]) => {
      if (code === 0 && this.isEnding) return;
      this.fault = new Error(`${name} ended with ${String(code ?? signal)}:\n${complaints.slice(-2_000)}`);
    });
  }

  static async start(name: string, { command, args, env }: Command, more: string[], secrets: NodeJS.ProcessEnv = {}) {
    const child = spawn(command, [...args, ...more], { env: { ...process.env, ...env, ...secrets } });
    await once(child, 'spawn');
    return new ClientProgram(name, child);
  }

  write(...commands: object[]): void {
    this.child.stdin.write(commands.map((command) => `${JSON.stringify(command)}\n`).join(''));
  }

  /** Lines that it printed of a kind. */
  printed<T = Line>(kind: string): T[] {
    return this.lines.filter((line) => kind in line) as T[];
  }

  get count(): number {
    return this.lines.length;
  }

  line(index: number): Line | undefined {
    return this.lines[index];
  }

  /**
   * Waits for something that it prints.
   * @throws Error at once if it has ended
   */
  async until<T>(description: string, check: () => T | Promise<T>) {
    const found = await eventually(`${this.name}: ${description}`, async () => {
      if (this.fault) return { fault: this.fault };
      const value = await check();
      return value ? { value } : false;
    });
    if ('fault' in found) throw found.fault as Error;
    return found.value as NonNullable<T>;
  }

  /**
   * Ends its input, upon which it leaves in good order.
   * @throws Error if it does not
   */
  async stop(): Promise<void> {
    this.isEnding = true;
    this.child.stdin.end();
    await this.ended;
    if (this.fault) throw this.fault;
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
