import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

/** Output of a benchmark. */
export class Report {
  constructor(readonly text: string) {}

  /** The lines that begin with a label, without it. @throws Error when there is none */
  after(label: string): string[] {
    const found = this.text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith(label))
      .map((line) => line.slice(label.length).trim());
    if (found.length === 0) throw new Error(`The report has no line "${label}":\n${this.text}`);
    return found;
  }

  /** The numbers of the first of those lines. */
  numbers(label: string): number[] {
    return (this.after(label)[0]?.match(/\d+(\.\d+)?/g) ?? []).map(Number);
  }

  /** The first number of each of those lines. */
  figures(label: string): number[] {
    return this.after(label).map((line) => Number(/^\d+(\.\d+)?/.exec(line)?.[0]));
  }
}

/** Runs it as `npm run bench` does, of what was built. */
export async function bench(...args: (string | number)[]): Promise<{ code: number | null; report: Report }> {
  const main = join(workspaceRoot(), 'dist', 'benchmarks', 'src', 'main.js');
  const child = spawn(process.execPath, ['--expose-gc', main, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, report: new Report(text) };
}

/** Captures what this process prints meanwhile. */
export async function printedBy(work: () => Promise<void>): Promise<Report> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  try {
    await work();
    return new Report(lines.join('\n'));
  } finally {
    log.mockRestore();
  }
}
