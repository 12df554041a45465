import { once } from 'node:events';
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Caller, answerOf, isListWith, serviceClient } from '../src/service-client';

interface Paths {
  '/list': {
    post: {
      requestBody: { content: { 'application/json': { phone: string } } };
      responses: { 200: { content: { 'application/json': { items: { id: number }[] } } } };
    };
  };
}
type Answer = (response: ServerResponse) => unknown;

/** Serves the responses in order. @returns what the client made of them, and the requests that arrived */
async function served(answers: Answer[], caller: Caller = { authorization: 'Bearer k' }) {
  const seen: { authorization: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ authorization: request.headers.authorization, body });
      answers[seen.length - 1]?.(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const client = serviceClient<Paths>(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, caller);
    const call = client.POST('/list', { body: { phone: '+33639980012' } });
    return { answer: await answerOf(call, ({ items }) => isListWith(items, 'id'), caller.signal), seen };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const closes: Answer = (response) => response.destroy();
const breaksOff: Answer = (response) =>
  response.writeHead(200, { 'content-length': 99 }).write('{', () => closes(response));
const says =
  (body: object, status = 200, headers = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));
const list = says({ items: [{ id: 1 }] });
const away = (what: string) => ({ ok: false, refusal: { code: 'away', what: expect.stringContaining(what) } });

test.each([
  { when: 'before', first: closes },
  { when: 'within', first: breaksOff },
])(
  'repeats a request, with its body and the key of the caller, whose connection was closed $when the answer',
  async ({ first }) => {
    const { answer, seen } = await served([first, list]);
    expect(answer).toEqual({ ok: true, value: { items: [{ id: 1 }] } });
    const request = { authorization: 'Bearer k', body: '{"phone":"+33639980012"}' };
    expect(seen).toEqual([request, request]);
  },
);

test('a service that closes twice is unavailable', async () => {
  expect((await served([closes, closes, list])).answer).toMatchObject(away('does not respond'));
});

test('waits for Retry-After, and retries a closed connection once', async () => {
  const later = says({ code: 'too-many-requests' }, 429, { 'retry-after': '0' });
  expect((await served([later, list])).answer.ok).toBe(true);
  expect((await served([later, closes, list])).answer).toMatchObject(away('does not respond'));
  const tomorrow = says({ code: 'too-many-requests', detail: 'no' }, 429, { 'retry-after': '86400' });
  const { answer } = await served([tomorrow, list]);
  expect(answer).toMatchObject({
    ok: false,
    refusal: { what: 'answers 429 too-many-requests: no', retryAfter: 86_400 },
  });
});

test('passes on the code and detail of a problem', async () => {
  const { answer } = await served([says({ code: 'forbidden', detail: 'not yours' }, 403)]);
  expect(answer).toEqual({ ok: false, refusal: { code: 'away', what: 'answers 403 forbidden: not yours' } });
});

test.each([{ items: [{ no: 1 }] }, { items: [null] }, { items: {} }, { rows: [] }, []])(
  'refuses an answer of another form: %j',
  async (body) => {
    expect((await served([says(body)])).answer).toMatchObject(away('another form'));
  },
);

test('refuses an answer that does not end', async () => {
  function* spaces(): Generator<Buffer> {
    const chunk = Buffer.alloc(1_048_576, ' ');
    for (;;) yield chunk;
  }
  const endless: Answer = (response) => pipeline(Readable.from(spaces()), response, () => undefined);
  expect((await served([endless])).answer).toMatchObject(away('more than'));
});

test('throws for a caller who has given up', async () => {
  const caller = new AbortController();
  const never: Answer = () => caller.abort();
  await expect(served([never], { authorization: undefined, signal: caller.signal })).rejects.toThrow(/abort/);
});
