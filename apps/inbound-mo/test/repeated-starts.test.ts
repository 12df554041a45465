// Whoever has a copy of a delivery can send it again, minutes or years later. In the form of each vendor, over the operators' webhook and
// SMPP, no copy ends an opt-out.
import { createHmac, randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Reply, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed, newHandset, post } from './bed';
import { TOKEN as GATE_TOKEN, webhookProviders } from './signing';
import { SnsPeer } from './sns-peer';

const SECRET = 'f7c1f60c2a94b1d8e5537d2b6a0149ea';
const TOKEN = '0c93e7b54d1a4f2c96b8a1e7d05f3c82';
const ORIGIN = 'https://sms.example.org';
const CODE = '36180';
const TOPIC = 'arn:aws:sns:eu-west-3:123456789012:sms';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Within the time of retries, behind it, behind what is kept in clear, and as long as a consent. */
const LATER = [3 * MINUTE, 49 * HOUR, 40 * DAY, 3 * 365 * DAY];

let bed: Bed;
let sns: SnsPeer;
let service: RunningService;
let read: Reply[];
let settings: NodeJS.ProcessEnv;

beforeAll(async () => {
  bed = await Bed.make();
  sns = await SnsPeer.start();
  const http = (vendor: string, account: object, more: object = {}) => ({
    ...{ kind: 'http', name: vendor, vendor, account, codes: [CODE], callbackUrl: ORIGIN },
    webhook: { secretsFrom: ['CALLBACK_SECRET'] },
    ...more,
  });
  const twilio = { codes: ['+15005550006'], webhook: { secretsFrom: ['TWILIO_TOKEN'] } };
  const aws = { region: 'eu-west-3', accessKeyId: 'AKID', secretAccessKeyFrom: 'API_KEY', topicArns: TOPIC };
  const ovh = { applicationKeyFrom: 'API_KEY', applicationSecretFrom: 'API_KEY', consumerKeyFrom: 'API_KEY' };
  settings = {
    ...webhookProviders([
      {
        kind: 'smpp',
        name: 'simulator',
        host: '127.0.0.1',
        port: bed.operator.port,
        systemId: 'a',
        passwordFrom: 'GATE_PASSWORD',
        codes: ['*'],
      },
      http('smsmode', { apiKeyFrom: 'API_KEY' }),
      http('twilio', { accountSid: `AC${'0'.repeat(32)}`, authTokenFrom: 'TWILIO_TOKEN' }, twilio),
      http('infobip', { apiKeyFrom: 'API_KEY' }, { baseUrl: 'https://xyz.api.infobip.com' }),
      http('sinch', { servicePlanId: 'plan', apiTokenFrom: 'API_KEY' }),
      http('ovh', { serviceName: 'sms-1', ...ovh }),
      http('brevo', { apiKeyFrom: 'API_KEY' }),
      http('aws', aws, { baseUrl: sns.url }),
      http('vonage', { apiKey: 'key', apiSecretFrom: 'API_KEY' }),
    ]),
    ...{ API_KEY: 'an-api-key-of-a-vendor', CALLBACK_SECRET: SECRET, TWILIO_TOKEN: TOKEN },
  };
  service = await bed.startReady(settings);
  read = await bed.values(replies);
});
afterAll(async () => {
  await bed.end();
  await sns.stop();
});

interface Mo {
  from: string;
  text: string;
  id?: string;
  /** Epoch ms. */
  at?: number;
}
/** Returns a delivery that can be made again, to the byte. */
type Form = (mo: Mo) => () => Promise<unknown>;

const digits = (e164: string) => e164.replace('+', '');
const iso = ({ at }: Mo) => (at === undefined ? undefined : new Date(at).toISOString());

function callback(path: string, body?: string, headers: Record<string, string> = {}) {
  return async () => {
    const answer = await fetch(`${service.url}/v1/callbacks/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
    expect([path, answer.status]).toEqual([path, 200]);
  };
}

function sinch({ from, text, id, ...mo }: Mo): string {
  return JSON.stringify({
    type: 'mo_text',
    id,
    from: digits(from),
    to: CODE,
    body: text,
    received_at: iso({ from, text, ...mo }),
  });
}

const FORMS: Record<string, Form> = {
  smsmode: (mo) => {
    const body = { messageId: mo.id, direction: 'MO', from: digits(mo.from), recipient: { to: CODE } };
    return callback(`smsmode/${SECRET}`, JSON.stringify({ ...body, body: { text: mo.text }, receivedDate: iso(mo) }));
  },
  infobip: (mo) => {
    const result = { messageId: mo.id, from: digits(mo.from), to: CODE, text: mo.text, receivedAt: iso(mo) };
    return callback(`infobip/${SECRET}`, JSON.stringify({ results: [result] }));
  },
  sinch: (mo) => callback(`sinch/${SECRET}`, sinch(mo)),
  'sinch, signed': (mo) => {
    const text = sinch(mo);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    return callback('sinch/signed', text, {
      'x-sinch-webhook-signature': createHmac('sha256', SECRET).update(`${text}.nonce.${timestamp}`).digest('base64'),
      'x-sinch-webhook-signature-nonce': 'nonce',
      'x-sinch-webhook-signature-timestamp': timestamp,
    });
  },
  ovh: (mo) => {
    const { from: number, text: message, id } = mo;
    const date = iso(mo);
    const query = new URLSearchParams({ number, message, ...(id && { id }), ...(date && { date }) });
    return callback(`ovh/${SECRET}?${query.toString()}`);
  },
  brevo: (mo) => {
    const { from, text: reply, id } = mo;
    const event = { msg_status: 'replied', to: digits(from), reply, messageId: id, date: id && '2026-11-25 11:01:00' };
    return callback(`brevo/${SECRET}`, JSON.stringify(event));
  },
  aws: ({ from, text, id }) => {
    const reply = { originationNumber: from, destinationNumber: CODE, messageBody: text, inboundMessageId: id };
    const message = sns.signed({ Message: JSON.stringify(reply) });
    return callback(`aws/${SECRET}`, JSON.stringify(message), { 'content-type': 'text/plain' });
  },
  twilio: ({ from: From, text: Body, id }) => {
    const fields: Record<string, string> = { From, To: '+15005550006', Body, ...(id && { MessageSid: id }) };
    const names = Object.keys(fields).sort();
    const signed = `${ORIGIN}/v1/callbacks/twilio/signed${names.map((name) => name + fields[name]).join('')}`;
    return callback('twilio/signed', new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', TOKEN).update(signed).digest('base64'),
    });
  },
  vonage: (mo) => callback(`vonage/${SECRET}`, JSON.stringify(vonage(mo))),
  'vonage, signed': (mo) => {
    const fields: Record<string, string> = {
      ...vonage(mo),
      nonce: randomUUID(),
      timestamp: String(Math.floor(Date.now() / 1_000)),
    };
    const names = Object.keys(fields).sort();
    const text = names.map((name) => `&${name}=${fields[name]}`).join('');
    const sig = createHmac('sha256', SECRET).update(text).digest('hex');
    return callback('vonage/signed', JSON.stringify({ ...fields, sig }));
  },
  webhook: (mo) => {
    const body = JSON.stringify({ from: mo.from, to: CODE, text: mo.text, id: mo.id, receivedAt: iso(mo) });
    const headers = { authorization: `Bearer ${GATE_TOKEN}` };
    return async () => expect((await post(`${service.url}/v1/providers/smsgate/mo`, body, headers)).status).toBe(202);
  },
  SMPP: ({ from, text, id }) => {
    const parts = bed.operator.parts({ from, to: CODE, text, ...(id !== undefined && { id }) });
    return async () => {
      for (const part of parts) expect(await bed.operator.deliver(part)).toBe(0);
    };
  },
};

function vonage({ from, text, id }: Mo): Record<string, string> {
  return { msisdn: digits(from), to: CODE, type: 'text', text, ...(id && { messageId: id }) };
}

/** Texts of a person, the last of which is a STOP. */
interface History {
  form: string;
  acts: { text: string; hasId: boolean; isDated: boolean; isSameId: boolean }[];
}
const history = (form: string): fc.Arbitrary<History> =>
  fc.record({
    form: fc.constant(form),
    acts: fc.array(
      fc.record({
        text: fc.constantFrom(
          'START',
          'START',
          'REPRISE',
          'STOP',
          'Merci',
          'AIDE',
          'Réabonnez-moi',
          `START${' '.repeat(200)}`,
        ),
        hasId: fc.boolean(),
        isDated: fc.boolean(),
        isSameId: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });

class Person {
  readonly handset = newHandset();
  readonly copies: { text: string; again: () => Promise<unknown> }[] = [];
  private datedAt = Date.now() - HOUR;

  constructor(readonly history: History) {}

  async texts(): Promise<void> {
    const { form, acts } = this.history;
    await this.does('START', { hasId: true, isDated: true, isSameId: false });
    for (const { text, ...how } of acts) await this.does(text, how);
    await this.does('STOP', { hasId: form !== 'SMPP', isDated: false, isSameId: false });
  }

  private async does(text: string, { hasId, isDated, isSameId }: Omit<History['acts'][number], 'text'>): Promise<void> {
    const form = FORMS[this.history.form] as Form;
    this.datedAt += 10_000;
    const id = isSameId ? 'counted-from-1' : randomUUID();
    const deliver = form({ from: this.handset, text, ...(hasId && { id }), ...(isDated && { at: this.datedAt }) });
    this.copies.push({ text, again: deliver });
    await deliver();
  }

  /** Suppression's conclusion of what is published (docs/law/opt-outs.md#race). */
  isOut(): boolean {
    const acts = read.filter(({ recipientKey }) => recipientKey === keys.keyOf(this.handset));
    const stops = acts.filter(({ tier }) => tier === 'exact');
    const ends = ({ receivedAt, acceptedAt = NaN }: Reply) =>
      stops.every((stop) => receivedAt > stop.receivedAt + 5_000 && acceptedAt > (stop.acceptedAt ?? NaN));
    return stops.length > 0 && !acts.some((act) => act.tier === 'start' && ends(act));
  }
}

/** Resolves once all that these people sent before is read. */
async function settled(people: readonly Person[]): Promise<void> {
  const last = `Merci pour tout ${randomUUID()}`;
  await Promise.all(people.map(({ handset }) => FORMS['SMPP']?.({ from: handset, text: last, id: randomUUID() })()));
  await eventually('everything is read', async () => {
    const rows = await bed.sql('SELECT FROM reply WHERE text = $1', [last]);
    return rows.length === people.length;
  });
  await eventually('everything is published', () => {
    const published = new Set(read.map(({ replyId }) => replyId));
    return bed
      .sql<{ id: string }>('SELECT reply_id AS id FROM reply WHERE text = $1', [last])
      .then((rows) => rows.every(({ id }) => published.has(id)));
  });
}

test.each(Object.keys(FORMS))(
  'a first START counts, and another one too where its id is another (%s)',
  async (form) => {
    const deliver = FORMS[form] as Form;
    const person = new Person({ form, acts: [] });
    const from = person.handset;
    for (const text of ['STOP', 'START', 'STOP', 'REPRISE']) await deliver({ from, text, id: randomUUID() })();
    await settled([person]);
    const starts = read.filter(({ recipientKey, tier }) => recipientKey === keys.keyOf(from) && tier === 'start');
    expect(starts).toHaveLength(2);
  },
);

test('a copy of any delivery, sent again at any time, ends no opt-out', async () => {
  const histories = Object.keys(FORMS).flatMap((form) => fc.sample(history(form), { numRuns: 5, seed: 42 }));
  const people = histories.map((each) => new Person(each));
  await Promise.all(people.map((person) => person.texts()));
  await settled(people);
  const back: string[] = [];
  const check = (when: string) => {
    for (const person of people)
      if (!person.isOut()) back.push(`${when}: ${person.history.form} ${JSON.stringify(person.history.acts)}`);
  };
  check('before');
  for (const [round, later] of LATER.entries()) {
    await service.close();
    service = await bed.startReady({ ...settings, STOPSMS_CLOCK: new Date(Date.now() + later).toISOString() });
    await Promise.all(
      people.map(async ({ copies, handset }) => {
        // A STOP among them would hide what the others do. The order differs by person, and is the same in each run.
        const others = copies.filter(({ text }) => text !== 'STOP');
        const first = (Number(handset.slice(-2)) + round) % others.length;
        for (const { again } of [...others.slice(first), ...others.slice(0, first)]) await again();
      }),
    );
    await settled(people);
    check(`${later / DAY} days later`);
  }
  expect(back).toEqual([]);
});

describe('a START that may be an earlier one', () => {
  const YEAR_AGO = `interval '400 days'`;
  /** Ages what is stored of the person, and deletes what the retention job would. */
  async function age(handset: string): Promise<void> {
    const key = [keys.keyOf(handset)];
    await bed.sql(
      `UPDATE reply SET accepted_at = accepted_at - ${YEAR_AGO}, received_at = received_at - ${YEAR_AGO} WHERE recipient_key = $1`,
      key,
    );
    await bed.sql(
      'DELETE FROM first_text WHERE reply_id IN (SELECT reply_id FROM reply WHERE recipient_key = $1)',
      key,
    );
  }
  /** Replies that wait for a person to decide whether they are a START. */
  const waiting = (handset: string) =>
    read.filter(
      ({ recipientKey, tier, reason }) =>
        recipientKey === keys.keyOf(handset) && tier === 'none' && /^it may ask .* an earlier START/.test(reason),
    );
  const starts = (handset: string) =>
    read.filter(({ recipientKey, tier }) => recipientKey === keys.keyOf(handset) && tier === 'start');

  test.each([
    { it: 'with an id that was seen', form: 'twilio', first: { id: 'SM1' }, again: { id: 'SM1' } },
    { it: 'without an id, over SMPP', form: 'SMPP', first: {}, again: {} },
    { it: 'without an id, behind one with an id', form: 'ovh', first: { id: '7' }, again: {} },
    {
      it: 'with an id, and the date that its list has',
      form: 'smsmode',
      first: { id: 'm', at: 0 },
      again: { id: 'm' },
    },
    { it: 'by another provider', form: 'infobip', other: 'sinch', first: { id: 'x' }, again: { id: 'x' } },
    { it: 'in parts', form: 'SMPP', first: { id: 'p' }, again: { id: 'q' }, text: `START${' '.repeat(200)}` },
  ])('waits for a person, $it', async ({ form, other = form, first, again, text = 'START' }) => {
    const person = new Person({ form, acts: [] });
    const from = person.handset;
    await FORMS[form]?.({ from, text: 'START', ...first })();
    await settled([person]);
    expect(starts(from)).toHaveLength(1);
    await age(from);
    await FORMS[other]?.({ from, text, ...again })();
    await settled([person]);
    expect(starts(from)).toHaveLength(1);
    expect(waiting(from)).toHaveLength(1);
  });

  test.each([
    { it: 'stored by an earlier release', change: 'operator_id = NULL, dated_at = NULL' },
    { it: 'whose person was erased', change: 'operator_id = NULL, dated_at = NULL, text = NULL, msisdn = NULL' },
  ])('waits for a person, behind one $it', async ({ change }) => {
    const person = new Person({ form: 'twilio', acts: [] });
    const from = person.handset;
    await FORMS['twilio']?.({ from, text: 'START', id: 'SM1' })();
    await settled([person]);
    await bed.sql(`UPDATE reply SET ${change} WHERE recipient_key = $1`, [keys.keyOf(from)]);
    await age(from);
    await FORMS['twilio']?.({ from, text: 'START', id: 'SM1' })();
    await settled([person]);
    expect(starts(from)).toHaveLength(1);
    expect(waiting(from)).toHaveLength(1);
  });

  test('is recognised under other keys of senders', async () => {
    const person = new Person({ form: 'smsmode', acts: [] });
    const from = person.handset;
    const start = { from, text: 'START', id: 'SM1', at: Date.now() - HOUR };
    await FORMS['smsmode']?.(start)();
    await settled([person]);
    // Names of texts have the key in them, and a change of keys leaves these behind.
    await bed.sql('UPDATE reply SET reply_id = gen_random_uuid() WHERE recipient_key = $1', [keys.keyOf(from)]);
    await age(from);
    await FORMS['smsmode']?.(start)();
    await settled([person]);
    expect(waiting(from)).toHaveLength(1);
  });
});
