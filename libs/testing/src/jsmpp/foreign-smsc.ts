import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fetchJars, freePort, workspaceRoot } from '@stopsms/local-stack';
import { eventually } from '@stopsms/test-parts';

export interface ForeignDelivery {
  /** The account that it is for. */
  systemId: string;
  command?: 'deliver_sm' | 'data_sm';
  from: string;
  fromTon?: number;
  to: string;
  toTon?: number;
  esmClass?: number;
  dataCoding?: number;
  octets?: Buffer;
  /** By tag. */
  tlvs?: Record<number, Buffer>;
}

/** An operator that is not ours: jSMPP's server in a JVM, whose program lies beside this file. */
export class ForeignSmsc {
  private readonly said: string[] = [];
  private deliveries = 0;

  private constructor(
    private readonly java: ChildProcessWithoutNullStreams,
    readonly port: number,
  ) {
    createInterface({ input: java.stdout }).on('line', (line) => this.said.push(line));
  }

  static async start(): Promise<ForeignSmsc> {
    const folder = join(workspaceRoot(), 'libs', 'testing', 'src', 'jsmpp');
    const jars = await fetchJars(join(folder, 'pom.xml'), 'jSMPP: downloading it (0.5 MB, once)');
    const port = await freePort();
    const program = join(folder, 'ForeignSmsc.java');
    const options = ['-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', join(jars, '*')];
    const smsc = new ForeignSmsc(spawn('java', [...options, program, String(port)]), port);
    await smsc.says('listens');
    return smsc;
  }

  async stop(): Promise<void> {
    const ended = once(this.java, 'exit');
    this.java.stdin.end();
    await ended;
  }

  async says(line: string): Promise<void> {
    await eventually(`the SMSC says: ${line}`, () => this.said.includes(line), { everyMs: 20 });
  }

  /** Resolves with the command status that it was answered with. */
  async deliver(delivery: ForeignDelivery): Promise<number> {
    const { systemId, command = 'deliver_sm', from, fromTon = 1, to, toTon = 3, octets, tlvs = {} } = delivery;
    const { esmClass = 0, dataCoding = 0 } = delivery;
    this.deliveries += 1;
    const answer = `done ${this.deliveries} `;
    const parameters = Object.entries(tlvs).map(
      ([tag, value]) => `${Number(tag).toString(16)}=${value.toString('hex')}`,
    );
    const words = [this.deliveries, systemId, command, from, fromTon, to, toTon, esmClass, dataCoding];
    this.java.stdin.write(`deliver ${[...words, octets?.toString('hex') || '-', ...parameters].join(' ')}\n`);
    const line = await eventually('it is answered', () => this.said.find((each) => each.startsWith(answer)), {
      everyMs: 20,
    });
    return Number(line.slice(answer.length));
  }

  unbindAfter(submits: number): void {
    this.java.stdin.write(`unbind-after ${submits}\n`);
  }
}
