import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(__dirname, '../src/verify-proof.mjs');

/** The command as whoever got a proof runs it, with files of its own. */
export class Verifier {
  private readonly folder = mkdtempSync(join(tmpdir(), 'verify-proof-'));
  private count = 0;

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** @returns path of a file with this content */
  put(content: unknown, ending = '.json'): string {
    const path = join(this.folder, `${(this.count += 1)}${ending}`);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  lines(documents: unknown[]): string {
    return this.put(documents.map((document) => JSON.stringify(document)).join('\n'), '.jsonl');
  }

  run(...args: string[]): Promise<{ code: number; said: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, ...args], { maxBuffer: 256 << 20 }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });
  }

  /** @returns those of `words` that a function of the command's folder does not know */
  async unknownOf(file: string, knows: string, words: string[]): Promise<string[]> {
    const module = JSON.stringify(join(__dirname, '../src', file));
    const script = `import(${module}).then((m) => console.log(JSON.stringify(JSON.parse(process.argv[1]).filter((word) => !m.${knows}(word)))))`;
    return new Promise((resolve, reject) => {
      execFile(process.execPath, ['-e', script, JSON.stringify(words)], (error, stdout) =>
        error ? reject(error as Error) : resolve(JSON.parse(stdout) as string[]),
      );
    });
  }

  verify(document: unknown, ...args: string[]): Promise<{ code: number; said: string }> {
    return this.run(this.put(document), ...args);
  }
}
