import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { workspaceRoot } from '@stopsms/local-stack';

/** A program of this benchmark, which speaks in lines. */
export class Program {
  readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private errors = '';
  private readonly exit: Promise<unknown[]>;

  constructor(name: string, args: string[]) {
    const script = join(workspaceRoot(), 'dist/benchmarks/src/joins', `${name}.js`);
    this.child = spawn(process.execPath, ['--expose-gc', script, ...args], { stdio: 'pipe' });
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors = (this.errors + chunk.toString()).slice(-2_000)));
    this.exit = once(this.child, 'exit');
    const input = this.child.stdout as NodeJS.ReadableStream;
    this.lines = createInterface({ input })[Symbol.asyncIterator]();
  }

  /** @throws Error with its last words if it ended */
  async line(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (!done) return value;
    const { how } = await this.ended();
    throw new Error(`It ended with ${how}: ${this.errors}`);
  }

  say(word: string): void {
    this.child.stdin?.write(`${word}\n`);
  }

  /** Returns its exit code or signal, and what it wrote as an error. */
  async ended(): Promise<{ how: string; errors: string }> {
    const [code, signal] = await this.exit;
    return { how: String(signal ?? code), errors: this.errors };
  }
}
