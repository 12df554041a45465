import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

/**
 * Runs one of the benchmark's programs to its end, in a process of its own as the product's are, and gives the JSON that
 * it printed.
 * @param script - below `dist/benchmarks/src`, without its ending
 * @throws Error if it ends with another code than 0
 */
export async function runProgram<R>(script: string, args: (string | number)[]): Promise<R> {
  const file = join(workspaceRoot(), 'dist', 'benchmarks', 'src', `${script}.js`);
  const child = spawn(process.execPath, [file, ...args.map(String)], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return JSON.parse(output) as R;
}
