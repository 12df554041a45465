import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** A bash in which commands are pasted one block after the other, as a person does: variables and functions stay. */
export class Shell {
  private readonly bash: ChildProcess;
  private output = '';
  private notify: () => void = () => undefined;

  constructor(cwd: string) {
    this.bash = spawn('bash', [], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.bash.stdout, this.bash.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        this.notify();
      });
    }
    this.bash.on('close', () => this.notify());
  }

  /**
   * Output of the commands, on both streams.
   * @throws Error with all of it when bash ends or the last command fails
   */
  async run(block: string): Promise<string> {
    const end = `end-${randomUUID()}`;
    this.output = '';
    this.bash.stdin?.write(`{\n${block}\n} </dev/null\nprintf '%s %s\\n' ${end} $?\n`);
    const code = await new Promise<string>((resolve, reject) => {
      this.notify = () => {
        const [, found] = new RegExp(`${end} (\\d+)\n`).exec(this.output) ?? [];
        if (found !== undefined) resolve(found);
        else if (this.bash.exitCode !== null) reject(new Error(`bash ended: ${this.output}`));
      };
    });
    const printed = this.output.slice(0, this.output.indexOf(end));
    if (code !== '0') throw new Error(`exit code ${code}: ${printed}`);
    return printed;
  }

  close(): void {
    this.bash.kill();
  }
}
