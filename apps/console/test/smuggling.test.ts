// What is real: the console and the identity provider as processes, and the octets on their connections. Two people work at once:
// Mark sends what is to be read as two requests somewhere, Ada looks at a page.
import { SMUGGLING_FORMS, RawConnection, eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { type Somebody, linesOf, signIn, subjectOf } from './people-on-raw-connections';

let bed: Bed;
let ada: Somebody;
let mark: Somebody;

beforeAll(async () => {
  bed = await Bed.make();
  [ada, mark] = [await signIn(bed, 'ada'), await signIn(bed, 'mark')];
});
afterAll(() => bed?.close());

const HIDDEN = '/v1/hidden';
const WHOLE = `POST ${HIDDEN} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
/** The next request on the connection becomes its last header, with whatever names its sender. */
const UNFINISHED = `POST ${HIDDEN} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nX-Pad: `;

/** Requests of Ada's page while Mark works: each response must be that of its own request. */
async function adaLooks(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const path = `/v1/of-ada/${n}?of=${Math.random()}`;
    const { status, text } = await bed.api(ada.browser, `/campaign${path}`);
    expect([status, text]).toEqual([200, JSON.stringify({ method: 'GET', url: path })]);
  }
}

/** Every request that a service saw was one that its sender meant, and bears nothing but what the console gives it. */
function expectHonestRequests(): void {
  for (const request of bed.service.received) {
    const whose = /^\/v1\/of-(\w+)\//.exec(request.url)?.[1];
    expect([request.method, request.url, subjectOf(request)]).toEqual([request.method, request.url, whose]);
    const { cookie, expect: expectation, forwarded, ...headers } = request.headers;
    expect({ cookie, expectation, forwarded }).toEqual({});
    expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual(['x-forwarded-for']);
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
  }
  bed.service.received.length = 0;
}

describe.each([
  ['a whole request', WHOLE],
  ['an unfinished request', UNFINISHED],
])('%s hidden in', (_, hidden) => {
  test.each(SMUGGLING_FORMS.map((form) => [form.name, form] as const))('is not forwarded as %s', async (__, form) => {
    const { host } = new URL(bed.console.url);
    const [post, get, gone] = ['post', 'get', 'delete'].map((each) => `/api/campaign/v1/of-mark/${each}`);
    const octets = form.octets({ host, lines: linesOf(mark), post: post!, get: get!, delete: gone!, hidden });
    const connection = await RawConnection.open(bed.console.url);
    connection.write(octets);
    const [answers] = await Promise.all([connection.answered(form.is === 'pair' ? 2 : 1), adaLooks(3)]);
    await adaLooks(2);
    if (form.is === 'refused') {
      await connection.ended();
      expect(connection.answers.length).toBeLessThanOrEqual(1);
      for (const { status } of answers) expect([status, status >= 400 && status < 500]).toEqual([status, true]);
    } else {
      expect(answers.map(({ status }) => status)).toEqual(form.is === 'pair' ? [200, 200] : [200]);
      for (const { body } of answers) expect(body).toContain('/v1/of-mark/');
    }
    connection.destroy();
    expectHonestRequests();
  });
});

describe('a service with an unusual response', () => {
  afterEach(() => expectHonestRequests());

  it('before the request is complete ends the connection, and the next request gets its own response', async () => {
    bed.service.on('/v1/of-mark/early', (_request, response) => {
      response.writeHead(413, { 'content-type': 'application/problem+json' }).end('{"code":"early"}');
    });
    const connection = await RawConnection.open(bed.console.url);
    const lines = [`Host: ${new URL(bed.console.url).host}`, ...linesOf(mark), 'Content-Type: text/csv'];
    connection.write(
      ['POST /api/campaign/v1/of-mark/early HTTP/1.1', ...lines, 'Content-Length: 100000', '', 'a'].join('\r\n'),
    );
    const [[early]] = await Promise.all([connection.answered(), adaLooks(3)]);
    expect([early?.status, early?.body, early?.headers.get('connection')]).toEqual([413, '{"code":"early"}', 'close']);
    await connection.ended();
    await adaLooks(3);
  });

  it('two responses reach the caller as one: the surplus belongs to nobody', async () => {
    bed.service.on('/v1/of-mark/twice', (request) => {
      const answer = (text: string) =>
        `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
      request.socket.write(answer('his') + answer('for the next'));
    });
    const { text } = await bed.api(mark.browser, '/campaign/v1/of-mark/twice');
    expect(text).toBe('his');
    await adaLooks(5);
  });

  test.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}'],
    ['length and encoding', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['another protocol', 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
  ])('with %s is not forwarded', async (_, rest) => {
    bed.service.on('/v1/of-mark/odd', (request) => {
      const status = rest.includes('Upgrade') ? '101 Switching Protocols' : '200 OK';
      request.socket.write(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\n${rest}`);
    });
    const answer = await bed.api(mark.browser, '/campaign/v1/of-mark/odd');
    expect(answer.status).toBe(503);
    await adaLooks(2);
  });

  it('does not receive a request that was aborted half way', async () => {
    let [begun, broken] = [0, 0];
    bed.service.on('/v1/of-mark/half', (request) => {
      request.once('data', () => (begun += 1)).resume();
      request.on('error', () => undefined).once('close', () => (broken += Number(!request.complete)));
    });
    const head = [
      'POST /api/campaign/v1/of-mark/half HTTP/1.1',
      `Host: ${new URL(bed.console.url).host}`,
      ...linesOf(mark),
    ];
    for (const framing of ['Content-Length: 100000', 'Transfer-Encoding: chunked']) {
      const connection = await RawConnection.open(bed.console.url);
      connection.write([...head, 'Content-Type: text/csv', framing, '', '5\r\nPOST ', ''].join('\r\n'));
      const before = begun;
      await eventually('the service reads', () => begun > before);
      connection.reset();
    }
    await eventually('the service notices that neither was whole', () => broken === 2);
    await adaLooks(5);
  });
});
