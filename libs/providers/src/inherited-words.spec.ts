import { type CallbackRequest, SIGNED } from './contract/callbacks';
import { textToSign } from './aws/sns';
import { VENDORS } from './vendors';

/** Names that every object inherits, in the spellings that adapters give a word. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype).flatMap((name) => [
  name,
  name.toLowerCase(),
  name.toUpperCase(),
]);
const [ID, REFERENCE, TO] = ['id-1', '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d', '+33639980012'];

/** Receipt of each vendor with one word as its state and as its error. */
const RECEIPTS: Readonly<Record<string, (state: string, error: string) => object>> = {
  smsmode: (value, code) => ({ messageId: ID, status: { value, code } }),
  ovh: (dlr, ptt) => ({ id: ID, dlr, ptt }),
  twilio: (MessageStatus, ErrorCode) => ({ MessageSid: ID, MessageStatus, ErrorCode }),
  infobip: (word, error) => ({
    results: [{ messageId: ID, status: { groupName: word, name: error, id: error }, error: { name: error } }],
  }),
  sinch: (status, code) => ({ type: 'recipient_delivery_report_sms', batch_id: ID, status, code }),
  vonage: (status, code) => ({ messageId: ID, status, 'err-code': code }),
  brevo: (word) => ({ messageId: ID, msg_status: word }),
  aws: (word) => ({
    ...{ Type: 'Notification', MessageId: 'n', TopicArn: 't' },
    Message: JSON.stringify({ eventType: word, messageId: ID }),
  }),
};
/** State that a vendor reports for a failure, to reach the lookup of its error. */
const FAILED: Readonly<Record<string, string>> = {
  ...{ smsmode: 'UNDELIVERABLE', ovh: '2', twilio: 'failed', infobip: 'REJECTED' },
  ...{ sinch: 'Failed', vonage: 'failed', brevo: 'hardBounces', aws: 'TEXT_UNKNOWN' },
};

const requestOf = (json: object): CallbackRequest => ({
  ...{ method: 'POST', url: 'https://we.example/', pathSecret: SIGNED },
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(json)),
});
/** Refusals of a vendor that have a word wherever one may be read. */
const refusalOf = (word: string): object => ({
  ...{ code: word, errorCode: word, error: word, class: word, message: word, title: word },
  ...{ __type: word, Reason: word, messageId: word },
  messages: [{ messageId: REFERENCE, status: word, 'error-text': word, groupName: word }],
});

test('every vendor has a receipt in this test', () => {
  expect([Object.keys(RECEIPTS).sort(), Object.keys(FAILED).sort()]).toEqual([
    [...VENDORS.keys()].sort(),
    [...VENDORS.keys()].sort(),
  ]);
});

test('no name that every object inherits is a state or a class of a receipt', () => {
  const wrong = [...VENDORS].flatMap(([name, { callbacks }]) =>
    INHERITED.flatMap((word) => {
      const state = callbacks.parse(requestOf(RECEIPTS[name]?.(word, word) ?? {}));
      const failed = callbacks.parse(requestOf(RECEIPTS[name]?.(FAILED[name] ?? '', word) ?? {})).receipts[0];
      const isRight =
        state.receipts.length === 0 &&
        state.skipped.length === 1 &&
        typeof failed?.state === 'string' &&
        (name === 'brevo' || failed.class === undefined) &&
        callbacks.classOf(word) === undefined;
      return isRight ? [] : [`${name} ${word}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('no name that every object inherits is the class of a refusal', () => {
  const settings = { baseUrl: 'https://we.example', now: () => 0 };
  const batch = [{ reference: REFERENCE, from: 'ACME', to: TO, text: 'Soldes', category: 'marketing' }] as const;
  const account = {
    ...{ accountSid: 'AC', authToken: 't', servicePlanId: 'p', serviceName: 's', region: 'eu-west-3' },
    ...{ apiKey: 'k', accessKeyId: 'k', secretAccessKey: 's' },
  };
  const wrong = [...VENDORS].flatMap(([name, vendor]) => {
    const adapter = vendor.adapter({ ...settings, account });
    return INHERITED.flatMap((word) => {
      const [result] = adapter.readSubmit({ status: 400, headers: {}, json: refusalOf(word) }, batch);
      return result?.outcome === 'refused' && typeof result.class !== 'string' ? [`${name} ${word}`] : [];
    });
  });
  expect(wrong).toEqual([]);
});

test('no name that every object inherits is a type of an SNS message', () => {
  expect(INHERITED.filter((word) => textToSign({ Type: word }) !== undefined)).toEqual([]);
});
