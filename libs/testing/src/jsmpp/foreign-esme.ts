import { JavaProgram } from './java-program';

export interface ForeignText {
  /** Empty for the sender of the account. */
  from: string;
  to: string;
  text: string;
}

/** A system that is not ours: jSMPP's client, bound as a transceiver. It sends again what was throttled. */
export class ForeignEsme {
  private submits = 0;

  private constructor(private readonly program: JavaProgram) {}

  static async start(port: number, systemId: string, password: string): Promise<ForeignEsme> {
    const esme = new ForeignEsme(await JavaProgram.start('ForeignEsme.java', port, systemId, password));
    await esme.program.says('bound');
    return esme;
  }

  /**
   * Resolves with the id of the last part, once each is accepted.
   * @throws Error with the command status that refuses one
   */
  async submit({ from, to, text }: ForeignText): Promise<string> {
    const n = (this.submits += 1);
    const hex = Buffer.from(text, 'utf16le').swap16().toString('hex');
    this.program.command(`submit ${n} ${from || '-'} ${to} ${hex}`);
    const line = await this.program.says(`accepted ${n}`, `refused ${n}`);
    const [outcome, , value = ''] = line.split(' ');
    if (outcome === 'refused') throw new Error(`The submit was refused with command status ${value}`);
    return value;
  }

  get throttled(): number {
    return this.program.said.filter((line) => line.startsWith('throttled ')).length;
  }

  /** State and error of the receipt of an id, as jSMPP reads them; undefined before it came. */
  receiptOf(id: string): string | undefined {
    const beginning = `receipt ${id} `;
    return this.program.said.find((line) => line.startsWith(beginning))?.slice(beginning.length);
  }

  replies(): ForeignText[] {
    return this.program.said.flatMap((line) => {
      const [, from = '', to = '', hex = ''] = /^reply (\S+) (\S+) (\S*)$/.exec(line) ?? [];
      return from === '' ? [] : [{ from, to, text: Buffer.from(hex, 'hex').swap16().toString('utf16le') }];
    });
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
