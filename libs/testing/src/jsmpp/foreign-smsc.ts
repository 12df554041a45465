import { freePort } from '@stopsms/local-stack';
import { JavaProgram } from './java-program';

export interface ForeignDelivery {
  /** Account that it belongs to. */
  systemId: string;
  command?: 'deliver_sm' | 'data_sm';
  from: string;
  fromTon?: number;
  to: string;
  toTon?: number;
  esmClass?: number;
  dataCoding?: number;
  octets?: Buffer;
  /** Optional parameters by tag. */
  tlvs?: Record<number, Buffer>;
}

/** An operator that is not ours: jSMPP's server. */
export class ForeignSmsc {
  private deliveries = 0;

  private constructor(
    private readonly program: JavaProgram,
    readonly port: number,
  ) {}

  static async start(): Promise<ForeignSmsc> {
    const port = await freePort();
    const smsc = new ForeignSmsc(await JavaProgram.start('ForeignSmsc.java', port), port);
    await smsc.says('listens');
    return smsc;
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  async says(line: string): Promise<void> {
    await this.program.says(line);
  }

  /** Resolves with the command status that it was answered with. */
  async deliver(delivery: ForeignDelivery): Promise<number> {
    const { systemId, command = 'deliver_sm', from, fromTon = 1, to, toTon = 3, octets, tlvs = {} } = delivery;
    const { esmClass = 0, dataCoding = 0 } = delivery;
    this.deliveries += 1;
    const answer = `done ${this.deliveries}`;
    const parameters = Object.entries(tlvs).map(
      ([tag, value]) => `${Number(tag).toString(16)}=${value.toString('hex')}`,
    );
    const words = [this.deliveries, systemId, command, from, fromTon, to, toTon, esmClass, dataCoding];
    this.program.command(`deliver ${[...words, octets?.toString('hex') || '-', ...parameters].join(' ')}`);
    const line = await this.program.says(answer);
    return Number(line.slice(answer.length));
  }

  unbindAfter(submits: number): void {
    this.program.command(`unbind-after ${submits}`);
  }
}
