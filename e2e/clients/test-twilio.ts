import { inbox, reply } from '@stopsms/story';
import { Receiver, eventually } from '@stopsms/testing';
import type { ClientProgram } from './client-program';
import type { Client } from './clients';
import type { ClientStage } from './stage-clients';

interface Message {
  sid: string;
  status: string;
  code: number | null;
  message: string | null;
}

/** A program with one of Twilio's libraries, unmodified, by docs/doors/twilio.md alone. */
export function testTwilio(of: () => ClientStage, client: Client): void {
  const receiver = new Receiver();
  let program: ClientProgram;
  let statusCallback: string;

  beforeAll(async () => {
    await receiver.listen();
    statusCallback = receiver.url(`/${client.name}?order=70%20214`);
    program = await of().open(client);
  });
  afterAll(async () => {
    receiver.close();
    await program?.stop();
  });

  const ask = <T = Message>(command: object) => askOf<T>(program, command);
  /** Creates a message, and resolves with it as it is once its callback, which the library's validator accepts, is here. */
  const send = async (to: string, body: string) => {
    const { sid, status } = await ask({ create: { to, body, statusCallback } });
    expect(status).toBe('queued');
    const call = await eventually('the status callback is here', () =>
      receiver.calls.find((each) => new URLSearchParams(each.body).get('MessageSid') === sid),
    );
    const fields = Object.fromEntries(new URLSearchParams(call.body));
    const signature = String(call.headers['x-twilio-signature']);
    const isValid = (more: object) =>
      ask({ validate: { url: statusCallback, fields: { ...fields, ...more }, signature } });
    expect(await isValid({})).toEqual({ valid: true });
    expect(await isValid({ MessageStatus: 'read' })).toEqual({ valid: false });
    const fetched = await ask({ fetch: sid });
    expect([fields['MessageStatus'], fields['ErrorCode'] ?? null]).toEqual([
      fetched.status,
      fetched.code && `${fetched.code}`,
    ]);
    return fetched;
  };

  test('creates and fetches messages, and verifies the callbacks of their outcomes', async () => {
    const { stack, advertiserOf } = of();
    const { contacts, code } = advertiserOf(client);
    const [handset = '', another = ''] = contacts;
    const advert = `-20% aujourd'hui. STOP ${code}`;
    expect(await send(handset, advert)).toMatchObject({ status: 'delivered', code: null });
    expect(await send(another, "-20% aujourd'hui.")).toMatchObject({
      ...{ status: 'failed', code: 30007, message: 'MENTION_MISSING' },
    });
    await reply(stack, handset, code, 'Stop');
    await eventually('the STOP is confirmed', async () => (await inbox(stack, handset)).length > 1);
    expect(await send(handset, advert)).toMatchObject({ status: 'failed', code: 21610, message: 'OPTED_OUT' });
  });

  test('gets an error with code and message for what the gateway does not have', async () => {
    const refusal = { code: 20004, message: expect.stringMatching(/\w/), status: 405 };
    expect(await ask({ list: true })).toEqual({ error: refusal });
    expect(await ask({ delete: `SM${'0'.repeat(32)}` })).toMatchObject({ error: { status: 405 } });
  });
}

/** Sends a command, and resolves with the line that answers it. */
async function askOf<T>(program: ClientProgram, command: object): Promise<T> {
  const before = program.count;
  program.write(command);
  return (await program.until('it answers', () => program.line(before))) as T;
}
