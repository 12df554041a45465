// What is real: two replicas of the console on one database, and the identity provider. What was begun in a session ends with it.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { Browser } from './browser';
import { type Somebody, askRaw, signIn } from './people-on-raw-connections';

let bed: Bed;
let replica: string;

beforeAll(async () => {
  bed = await Bed.make();
  replica = await bed.startReplica();
});
afterAll(() => bed?.close());

/** A stream of events and an upload that is not done, in the same session at two replicas. */
async function begin(who: Somebody) {
  const path = `/v1/${who.person}-${Math.random()}`;
  const upload = { received: '', isBroken: false };
  let say: (text: string) => void = () => undefined;
  let isStreamOver = false;
  bed.service.on(`${path}/stream`, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    say = (text) => response.write(`data: ${text}\n\n`);
    say('begun');
    response.once('close', () => (isStreamOver = true));
  });
  bed.service.on(`${path}/upload`, (request) => {
    request.on('data', (data: Buffer) => (upload.received += data.toString()));
    request.on('error', () => undefined).once('close', () => (upload.isBroken = !request.complete));
  });
  const stream = await askRaw(bed.console.url, who, `GET /api/campaign${path}/stream`);
  const lines = ['Content-Type: text/csv', 'Transfer-Encoding: chunked'];
  const sending = await askRaw(replica, who, `POST /api/campaign${path}/upload`, lines, '5\r\nphone\r\n');
  await eventually('both are under way', () => stream.text.includes('begun') && upload.received === 'phone');
  return {
    isGoing: () => !stream.isClosed && !sending.isClosed && !isStreamOver && !upload.isBroken,
    end: async () => {
      await Promise.all([stream.ended(), sending.ended()]);
      sending.write('5\r\nafter\r\n0\r\n\r\n');
      say('after');
      await eventually('the service notices both ends', () => isStreamOver && upload.isBroken);
      expect([upload.received, stream.text.includes('after')]).toEqual(['phone', false]);
    },
    close: () => [stream, sending].forEach((each) => each.destroy()),
  };
}

const signOut = async ({ browser, session }: Somebody) =>
  expect(
    (
      await browser.ask(`${bed.console.url}/session/sign-out`, {
        method: 'POST',
        headers: { 'x-csrf-token': session.csrf },
      })
    ).status,
  ).toBe(200);

test.each<[string, (who: Somebody) => Promise<unknown>]>([
  ['with sign-out', signOut],
  [
    'where the session is used from elsewhere',
    ({ browser }) => browser.stolenBy('Thief/1.0').ask(`${bed.console.url}/session`),
  ],
  [
    'after so many hours',
    () => bed.age(`sess = jsonb_set(sess::jsonb, '{endsAt}', '1')::json WHERE sess ->> 'subject' = 'rita'`),
  ],
  [
    'where its row is gone',
    () => bed.age(`expire = now() AT TIME ZONE 'UTC' - interval '1 day' WHERE sess ->> 'subject' = 'rita'`),
  ],
])('ends a stream and an upload %s, at every replica, and not those of others', async (_, over) => {
  const [rita, ada] = [await signIn(bed, 'rita'), await signIn(bed, 'ada')];
  const [hers, another] = [await begin(rita), await begin(ada)];
  await over(rita);
  await hers.end();
  expect(another.isGoing()).toBe(true);
  another.close();
});

test('ends them when the provider changes the person’s rights with the next token', async () => {
  const give = (advertisers: string[]) =>
    fetch(`${bed.provider.url}/people/mark/advertisers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(advertisers),
    });
  await give(['0192f7a0-0000-7000-8000-000000000001']);
  const mark = await signIn(bed, 'mark');
  const his = await begin(mark);
  await give([]);
  // A second upload is begun with a new token.
  const more = await askRaw(
    bed.console.url,
    mark,
    'POST /api/campaign/v1/more',
    ['Transfer-Encoding: chunked'],
    '0\r\n\r\n',
  );
  expect((await more.answered())[0]?.status).toBe(200);
  await his.end();
  more.destroy();
});

test('an aborted request signs nobody out', async () => {
  const ada = await signIn(bed, 'ada');
  for (let n = 0; n < 40; n += 1) {
    const connection = await askRaw(bed.console.url, ada, 'GET /api/campaign/v1/left');
    for (let turn = 0; turn < n % 4; turn += 1) await yieldToEventLoop();
    connection.reset();
  }
  const { status } = await ada.browser.ask(`${bed.console.url}/session`);
  expect(status).toBe(200);
  expect((await new Browser().ask(`${bed.console.url}/session`)).status).toBe(401);
});
