import { type CallbackRequest, SIGNED } from './contract/callbacks';
import { VENDORS } from './vendors';

// Each word of each table means to the adapter what the table, and the page that is generated from it, says.

const [ID, REFERENCE] = ['id-1', '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d'];
const BATCH = [
  { reference: REFERENCE, from: 'ACME', to: '+33639980012', text: 'Soldes', category: 'marketing' },
] as const;
const ACCOUNT = {
  ...{ accountSid: 'AC', authToken: 't', servicePlanId: 'p', serviceName: 's', region: 'eu-west-3' },
  ...{ apiKey: 'k', accessKeyId: 'k', secretAccessKey: 's' },
};

const parse = (vendor: string, json: object) => {
  const request: CallbackRequest = {
    ...{ method: 'POST', url: 'https://we.example/', pathSecret: SIGNED },
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(json)),
  };
  return VENDORS.get(vendor)?.callbacks.parse(request);
};
const stateIn = (vendor: string, json: object) => parse(vendor, json)?.receipts[0]?.state;
const classIn = (vendor: string, json: object) => parse(vendor, json)?.receipts[0]?.class ?? 'none';
/** Class of a refusal, else its outcome. */
function meaningOf(vendor: string, json: object, status = 400): string | undefined {
  const adapter = VENDORS.get(vendor)?.adapter({ baseUrl: 'https://we.example', now: () => 0, account: ACCOUNT });
  const [result] = adapter?.readSubmit({ status, headers: {}, json }, BATCH) ?? [];
  return result?.outcome === 'refused' ? result.class : result?.outcome;
}

const smsmode = (value: string, code?: string) => ({ messageId: ID, status: { value, code } });
const twilio = (MessageStatus: string, ErrorCode?: string) => ({ MessageSid: ID, MessageStatus, ErrorCode });
const infobip = (groupName: string, status: object, error?: object) => ({
  results: [{ messageId: ID, status: { groupName, ...status }, error }],
});
const sinch = (status: string, code?: string) => ({
  ...{ type: 'recipient_delivery_report_sms', batch_id: ID, status, code },
});
const vonage = (status: string, code?: string) => ({ messageId: ID, status, 'err-code': code });
const brevo = (word: string) => ({ messageId: ID, msg_status: word, to: '33639980012', reply: 'Stop' });
const aws = (eventType: string) => ({
  ...{ Type: 'Notification', MessageId: 'n', TopicArn: 't' },
  Message: JSON.stringify({ eventType, messageId: ID }),
});
const exception = (__type: string, Reason?: string) => ({
  __type: `com.amazonaws.pinpointsmsvoicev2#${__type}`,
  Reason,
});

function brevoEvent(word: string): string | undefined {
  const { receipts = [], replies = [], skipped = [] } = parse('brevo', { ...brevo(word), reply: undefined }) ?? {};
  if (replies.length > 0) return 'STOP';
  if (parse('brevo', brevo(word))?.replies.length === 1) return 'reply';
  return skipped[0]?.reason === 'other-event' ? 'other event' : receipts[0]?.state;
}

/** Meaning of a word of each table, in the order of the vendor's `words`; undefined for patterns. A receipt of Infobip has no class `other`. */
type Read = ((word: string) => string | undefined) | undefined;
const READ: Readonly<Record<string, readonly Read[]>> = {
  smsmode: [
    (word) => stateIn('smsmode', smsmode(word)),
    (word) => classIn('smsmode', smsmode('UNDELIVERABLE', word)),
    undefined,
  ],
  ovh: [(word) => stateIn('ovh', { id: ID, dlr: word }), undefined],
  twilio: [
    (word) => stateIn('twilio', twilio(word)),
    (word) => classIn('twilio', twilio('failed', word)),
    (code) => meaningOf('twilio', { code }),
  ],
  infobip: [
    (word) => stateIn('infobip', infobip(word, {})),
    (id) => stateIn('infobip', infobip('DELIVERED', { id })),
    (name) => stateIn('infobip', infobip('DELIVERED', { name })),
    (id) => meaningOf('infobip', { messages: [{ messageId: REFERENCE, status: { groupName: 'REJECTED', id } }] }, 200),
    (name) => classIn('infobip', infobip('REJECTED', { name })),
    (name) => classIn('infobip', infobip('UNDELIVERABLE', { name: 'UNDELIVERABLE_NOT_DELIVERED' }, { name })),
    undefined,
  ],
  sinch: [(word) => stateIn('sinch', sinch(word)), (word) => classIn('sinch', sinch('Failed', word)), undefined],
  vonage: [
    (word) => stateIn('vonage', vonage(word)),
    (word) => classIn('vonage', vonage('failed', word)),
    (status) => meaningOf('vonage', { messages: [{ status, 'message-id': ID }] }, 200),
  ],
  brevo: [brevoEvent, (word) => classIn('brevo', brevo(word)), undefined],
  aws: [
    (word) => stateIn('aws', aws(word)),
    (word) => classIn('aws', aws(word)),
    (reason) => meaningOf('aws', exception('ConflictException', reason)),
    (type) => meaningOf('aws', exception(type)),
  ],
};

test('every vendor and each of its tables is in this test', () => {
  const tables = [...VENDORS].map(([name, { words }]) => [name, words.map((table) => 'words' in table)]);
  expect(tables).toEqual([...VENDORS.keys()].map((name) => [name, READ[name]?.map((read) => read !== undefined)]));
});

test('a word means what its table says', () => {
  const wrong = [...VENDORS].flatMap(([name, { words }]) =>
    words.flatMap((table, n) => {
      if (!('words' in table)) return [];
      return table.words.flatMap(({ word, ours }) => {
        const found = READ[name]?.[n]?.(word);
        const isRight = found === ours || (name === 'infobip' && ours === 'other' && found === 'none');
        return isRight ? [] : [`${name} ${table.field}: ${word} is ${found}, not ${ours}`];
      });
    }),
  );
  expect(wrong).toEqual([]);
});
