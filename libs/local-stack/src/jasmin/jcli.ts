import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

const ANSWER_MS = 15_000;
/** Commands of Telnet and of a terminal. */
const CONTROLS = /\xff[\xfb-\xfe].|\xff[\xf0-\xfa]|\x1b\[[\d;?]*[A-Za-z]|\x1b[A-Za-z()]/gs;
const PROMPT = /[\r\n](jcli : |> )$/;

/** Dialogue with Jasmin's console, which must not ask for a password. */
export class Jcli {
  private received = '';

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.received += chunk;
      socket.emit('received');
    });
    // Whoever waits for an answer finds none.
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<Jcli> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const jcli = new Jcli(socket);
    // It shows its first prompt to terminals that report their size, and to an empty line.
    await jcli.say('');
    return jcli;
  }

  /**
   * Adds an object in a dialogue, e.g. `user`.
   * @throws Error with the dialogue if Jasmin does not confirm it
   */
  async add(manager: string, fields: Readonly<Record<string, string | number>>): Promise<void> {
    const lines = [`${manager} -a`, ...Object.entries(fields).map(([key, value]) => `${key} ${value}`), 'ok'];
    let dialogue = '';
    for (const line of lines) dialogue += await this.say(line);
    if (!dialogue.includes('Successfully')) throw new Error(`Jasmin did not add the ${manager}:\n${dialogue}`);
  }

  /** Returns the answer to one line, which is repeated in it. */
  async say(line: string): Promise<string> {
    this.received = '';
    this.socket.write(`${line}\r\n`);
    const late = AbortSignal.timeout(ANSWER_MS);
    for (;;) {
      const answer = this.received.replace(CONTROLS, '');
      if (PROMPT.test(answer)) return answer;
      await once(this.socket, 'received', { signal: late }).catch(() => {
        throw new Error(`Jasmin's console did not answer "${line}" within ${ANSWER_MS / 1_000} s: ${answer}`);
      });
    }
  }

  close(): void {
    this.socket.destroy();
  }
}
