import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fetchJars, workspaceRoot } from '@stopsms/local-stack';
import { eventually } from '@stopsms/test-parts';

/** Program of jSMPP in a JVM, whose source lies beside this file: it takes commands and says what happened, a line each. */
export class JavaProgram {
  readonly said: string[] = [];

  private constructor(private readonly java: ChildProcessWithoutNullStreams) {
    createInterface({ input: java.stdout }).on('line', (line) => this.said.push(line));
    java.stderr.pipe(process.stderr);
  }

  static async start(source: string, ...args: (string | number)[]): Promise<JavaProgram> {
    const folder = join(workspaceRoot(), 'libs', 'testing', 'src', 'jsmpp');
    const jars = await fetchJars(join(folder, 'pom.xml'), 'jSMPP: downloading it (0.5 MB, once)');
    const options = ['-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', join(jars, '*')];
    return new JavaProgram(spawn('java', [...options, join(folder, source), ...args.map(String)]));
  }

  command(line: string): void {
    this.java.stdin.write(`${line}\n`);
  }

  /** Waits for a line that begins with some of these words. */
  async says(...words: string[]): Promise<string> {
    const begins = (line: string) => words.some((each) => line === each || line.startsWith(`${each} `));
    const sentence = `the program of jSMPP says: ${words.join(' or ')}`;
    return eventually(sentence, () => this.said.find(begins), { everyMs: 20 });
  }

  /** Ends the commands, upon which it leaves. */
  async stop(): Promise<void> {
    const ended = once(this.java, 'exit');
    this.java.stdin.end();
    await ended;
  }
}
