import type { RunningService } from '@stopsms/bootstrap';
import { Receiver, eventually } from '@stopsms/testing';
import { Bed, account } from './bed';

const SECRET = 'a password of 25 letters.';

let bed: Bed;
let service: RunningService;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
  service = await bed.startWith(
    [
      account({ id: 'shop', kannel: { username: 'shop', passwordFrom: 'TEST_SECRET' } }),
      account({ id: 'far', addresses: ['192.0.2.0/24'], kannel: { username: 'far', passwordFrom: 'TEST_SECRET' } }),
      account({ id: 'slow', ratePerSecond: 1, kannel: { username: 'slow', passwordFrom: 'TEST_SECRET' } }),
    ],
    { TEST_SECRET: SECRET },
  );
});
afterAll(async () => {
  await bed.end();
  receiver.close();
});

const USUAL = {
  username: 'shop',
  password: SECRET,
  from: 'ACME',
  to: '+33639980001',
  text: 'Soldes été 50% STOP 36180',
};

async function get(fields: Record<string, string> = {}, raw = '') {
  const response = await fetch(
    `${service.url}/cgi-bin/sendsms?${new URLSearchParams({ ...USUAL, ...fields }).toString()}${raw}`,
  );
  return { status: response.status, body: await response.text() };
}
const ACCEPTED = { status: 202, body: '0: Accepted for delivery' };
const submitted = async () => Number((await bed.sql('SELECT count(*) AS n FROM submission'))[0]?.n);
const requestWith = (text: string) =>
  eventually('it is published', () => bed.requests.find(({ value }) => value.text === text));

it('accepts the request of Novu, and the same as a form', async () => {
  expect(await get()).toEqual(ACCEPTED);
  expect((await requestWith(USUAL.text)).value).toMatchObject({ to: '+33639980001', sender: 'ACME' });
  const form = await fetch(`${service.url}/cgi-bin/sendsms`, {
    method: 'POST',
    body: new URLSearchParams({ ...USUAL, text: 'By form' }),
  });
  expect(form.status).toBe(202);
  await requestWith('By form');
});

it.each([
  ['coding=2', '%00%C9%04%16', 'ÉЖ'],
  ['charset=ISO-8859-1', '%E9t%E9+2', 'été 2'],
  ['charset=UTF-8&coding=2', '%C3%A9+3', 'é 3'],
])('reads a text with %s', async (more, text, expected) => {
  const { text: _, ...others } = USUAL;
  const response = await fetch(
    `${service.url}/cgi-bin/sendsms?${new URLSearchParams(others).toString()}&${more}&text=${text}`,
  );
  expect(response.status).toBe(202);
  await requestWith(expected);
});

it('calls the dlr-url with its escapes filled in', async () => {
  expect(
    await get({
      text: 'With dlr',
      'dlr-mask': '31',
      'dlr-url': receiver.url('/dlr?s=%d&to=%p&from=%P&why=%A&keep=%20'),
    }),
  ).toEqual(ACCEPTED);
  const { key } = await requestWith('With dlr');
  await bed.outcome(key ?? '', { kind: 'verdict', state: 'refused', code: 'OPTED_OUT', attempt: 1 });
  const call = await eventually('it is called', () => receiver.under('/dlr')[0]);
  expect(call.method).toBe('GET');
  expect(call.path).toBe('/dlr?s=16&to=%2B33639980001&from=ACME&why=stat%3Arefused%20err%3AOPTED_OUT&keep=%20');
});

it('answers 503, as Kannel does, to an account over its rate', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => get({ username: 'slow' })));
  expect(answers.map(({ status }) => status)).toContain(503);
});

describe('nothing is sent', () => {
  let before = 0;
  beforeEach(async () => (before = await submitted()));
  afterEach(async () => expect(await submitted()).toBe(before));

  it.each([
    [{ password: 'wrong' }],
    [{ password: '' }],
    [{ username: 'nobody' }],
    [{ username: 'far' }],
    [{ username: '' }],
  ])('with the credentials %j', async (fields) => {
    expect(await get(fields)).toEqual({ status: 403, body: 'Authorization failed for sendsms' });
  });

  it.each([
    [{ to: '' }, 'Missing receiver number, rejected'],
    [{ to: '+33639980001 +33639980002' }, 'Several receiver numbers, rejected: send one request for each'],
    [{ text: '' }, 'Empty text, rejected'],
    [{ coding: '1' }, 'Binary messages are not supported, rejected'],
    [{ charset: 'constructor' }, 'charset is not supported, rejected'],
    [{ udh: '050003010201' }, 'udh is not supported, rejected'],
    [{ validity: '-1' }, 'validity is not valid, rejected'],
    [{ 'dlr-url': 'file:///etc/passwd?%d' }, 'dlr-url is not valid, rejected'],
    [{ from: 'a sender that is too long' }, 'The message is not valid, rejected'],
  ])('for %j', async (fields, body) => {
    expect(await get(fields as Record<string, string>)).toEqual({ status: 400, body });
  });

  it('for octets that are not of their charset', async () => {
    const { text: _, ...others } = USUAL;
    const response = await fetch(
      `${service.url}/cgi-bin/sendsms?${new URLSearchParams(others).toString()}&text=%FF%FE`,
    );
    expect(response.status).toBe(400);
  });

  it.each([1_100_000, 10_000_000])('for a form of %d octets', async (length) => {
    const form = new URLSearchParams({ ...USUAL, text: 'x'.repeat(length) });
    expect((await fetch(`${service.url}/cgi-bin/sendsms`, { method: 'POST', body: form })).status).toBe(413);
  });
});
