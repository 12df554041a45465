// Deliveries of a text in the form of each vendor, by the operators' webhook and over SMPP.
import { createHmac, randomUUID } from 'node:crypto';
import type { Operator } from './operator';
import { TOKEN as GATE_TOKEN, webhookProviders } from './signing';
import type { SnsPeer } from './sns-peer';

export const CODE = '36180';
export const SECRET = 'f7c1f60c2a94b1d8e5537d2b6a0149ea';
const TOKEN = '0c93e7b54d1a4f2c96b8a1e7d05f3c82';
const ORIGIN = 'https://sms.example.org';
const TOPIC = 'arn:aws:sns:eu-west-3:123456789012:sms';

/** Settings of a service with every vendor, and with the operator of the bed. */
export function allProviders(operator: Operator, sns: SnsPeer): NodeJS.ProcessEnv {
  const http = (vendor: string, account: object, more: object = {}) => ({
    ...{ kind: 'http', name: vendor, vendor, account, codes: [CODE], callbackUrl: ORIGIN },
    webhook: { secretsFrom: ['CALLBACK_SECRET'] },
    ...more,
  });
  const twilio = { codes: ['+15005550006'], webhook: { secretsFrom: ['TWILIO_TOKEN'] } };
  const aws = { region: 'eu-west-3', accessKeyId: 'AKID', secretAccessKeyFrom: 'API_KEY', topicArns: TOPIC };
  const ovh = { applicationKeyFrom: 'API_KEY', applicationSecretFrom: 'API_KEY', consumerKeyFrom: 'API_KEY' };
  return {
    ...webhookProviders([
      {
        kind: 'smpp',
        name: 'simulator',
        host: '127.0.0.1',
        port: operator.port,
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
}

export interface Mo {
  from: string;
  text: string;
  id?: string;
  /** Epoch ms. */
  at?: number;
}
/** Returns a delivery that can be made again, to the byte; it resolves with the status, 200 if the text was accepted. */
export type Form = (mo: Mo) => () => Promise<number>;

interface Peers {
  /** URL of the service, which may change. */
  url: () => string;
  operator: Operator;
  sns: SnsPeer;
  /** Time of signatures that cover one, epoch ms; now by default. */
  signedAt?: () => number;
}

const digits = (e164: string) => e164.replace('+', '');
const iso = ({ at }: Mo) => (at === undefined ? undefined : new Date(at).toISOString());

type Callback = (path: string, body?: string, headers?: Record<string, string>) => () => Promise<number>;

/** Returns how callbacks are made at a service. */
export const callbacksAt =
  (url: () => string): Callback =>
  (path, body, headers = {}) =>
  async () => {
    const answer = await fetch(`${url()}/v1/callbacks/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
    return answer.status;
  };

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

/** Names of the forms. */
export const FORMS = [
  ...['smsmode', 'infobip', 'sinch', 'sinch, signed', 'ovh', 'brevo', 'aws', 'twilio', 'vonage', 'vonage, signed'],
  ...['webhook', 'SMPP'],
];

export function formsOf({ url, operator, sns, signedAt = Date.now }: Peers): Record<string, Form> {
  const callback = callbacksAt(url);
  return {
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
      const timestamp = String(Math.floor(signedAt() / 1_000));
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
      const event = {
        msg_status: 'replied',
        to: digits(from),
        reply,
        messageId: id,
        date: id && '2026-11-25 11:01:00',
      };
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
        timestamp: String(Math.floor(signedAt() / 1_000)),
      };
      const names = Object.keys(fields).sort();
      const text = names.map((name) => `&${name}=${fields[name]}`).join('');
      const sig = createHmac('sha256', SECRET).update(text).digest('hex');
      return callback('vonage/signed', JSON.stringify({ ...fields, sig }));
    },
    webhook: (mo) => {
      const body = JSON.stringify({ from: mo.from, to: CODE, text: mo.text, id: mo.id, receivedAt: iso(mo) });
      const headers = { authorization: `Bearer ${GATE_TOKEN}` };
      return async () => {
        const request = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
        const { status } = await fetch(`${url()}/v1/providers/smsgate/mo`, request);
        return status === 202 ? 200 : status;
      };
    },
    SMPP: ({ from, text, id }) => {
      const parts = operator.parts({ from, to: CODE, text, ...(id !== undefined && { id }) });
      return async () => {
        for (const part of parts) if ((await operator.deliver(part)) !== 0) return 503;
        return 200;
      };
    },
  };
}

function vonage({ from, text, id }: Mo): Record<string, string> {
  return { msisdn: digits(from), to: CODE, type: 'text', text, ...(id && { messageId: id }) };
}
