import { createSign, generateKeyPairSync } from 'node:crypto';
import { awsAccount, awsAdapter } from './adapter';
import { awsCallbacks } from './callbacks';
import event from './fixtures/event.json';
import optedOut from './fixtures/opted-out.json';
import reply from './fixtures/reply.json';
import { authorizationOf } from './sign';
import { textToSign } from './sns';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const REFERENCE = '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d';
const SECRET = 'a-secret-of-the-path-0123456789abcdef';
const TOPIC = 'arn:aws:sns:eu-west-3:123456789012:sms-events';
const account = {
  region: 'eu-west-3',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  configurationSet: 'sms',
  topicArns: `${TOPIC} arn:aws:sns:eu-west-3:123456789012:sms-replies`,
};
const baseUrl = 'https://sms-voice.eu-west-3.amazonaws.com';
const adapter = awsAdapter({ account, baseUrl, now: () => NOW });
const message = {
  reference: REFERENCE,
  from: '+33757000001',
  to: '+33639980012',
  text: 'Soldes',
  category: 'marketing',
  deliverBefore: NOW + 90_500,
} as const;
const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];

describe('a request', () => {
  it('has our reference in its context, and its validity in seconds', () => {
    const { method, path, headers, body } = adapter.submit([message]);
    expect([method, path]).toEqual(['POST', '/']);
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20261125T100000Z',
      'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20261125\/eu-west-3\/sms-voice\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=[0-9a-f]{64}$/,
      ) as string,
    });
    expect(JSON.parse(body ?? '')).toEqual({
      ...{ DestinationPhoneNumber: '+33639980012', OriginationIdentity: '+33757000001', MessageBody: 'Soldes' },
      ...{ MessageType: 'PROMOTIONAL', Context: { reference: REFERENCE }, ConfigurationSetName: 'sms', TimeToLive: 90 },
    });
  });

  it('of a service message is transactional, and has no validity beyond what AWS takes', () => {
    const body = (more: object) => JSON.parse(adapter.submit([{ ...message, ...more }]).body ?? '') as object;
    expect(body({ category: 'service' })).toMatchObject({ MessageType: 'TRANSACTIONAL' });
    expect(body({ deliverBefore: NOW + 1 })).toMatchObject({ TimeToLive: 5 });
    expect(body({ deliverBefore: NOW + 1e9 })).toMatchObject({ TimeToLive: 259_200 });
  });

  // Published test suite of Signature Version 4: get-vanilla and post-vanilla.
  it.each([
    ['GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ])('is signed as AWS signs its example of %s', (method, signature) => {
    const url = new URL('https://example.amazonaws.com/');
    const key = {
      ...{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
      ...{ region: 'us-east-1', service: 'service' },
    };
    expect(authorizationOf({ method, url, headers: { 'x-amz-date': '20150830T123600Z' }, body: '' }, key)).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    );
  });
});

test('an account needs a region and topics', () => {
  expect(awsAccount.safeParse(account).success).toBe(true);
  expect(awsAccount.safeParse({ ...account, region: 'Paris' }).success).toBe(false);
  expect(awsAccount.safeParse({ ...account, topicArns: 'sms-events' }).success).toBe(false);
});

const exception = (type: string, Reason?: string) => ({
  __type: `com.amazonaws.pinpointsmsvoicev2#${type}`,
  Message: 'Refused for +33639980012',
  ...(Reason !== undefined && { Reason }),
});

test.each<[string, number, unknown, object]>([
  ['an id', 200, { MessageId: 'm-1' }, { outcome: 'accepted', id: 'm-1' }],
  ['no id', 200, {}, { outcome: 'unknown' }],
  ['their list of opt-outs', 400, optedOut, { class: 'opted-out', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }],
  ['a full pace', 400, exception('ThrottlingException'), { outcome: 'throttled' }],
  [
    'a limit of money',
    400,
    exception('ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'),
    { class: 'money' },
  ],
  [
    'a sender without registration',
    400,
    exception('ValidationException', 'SENDER_ID_NOT_REGISTERED'),
    { class: 'sender' },
  ],
  ['an unknown identity', 400, exception('ResourceNotFoundException'), { class: 'sender' }],
  ['a blocked country', 400, exception('ValidationException', 'DESTINATION_COUNTRY_BLOCKED'), { class: 'number' }],
  ...[
    'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
    'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  ].map((reason): [string, number, unknown, object] => [
    `a rule of the account, ${reason}`,
    400,
    exception('ConflictException', reason),
    { class: 'number' },
  ]),
  ['a country that is not enabled', 400, exception('ValidationException', 'COUNTRY_NOT_ENABLED'), { class: 'number' }],
  ['a disabled account', 400, exception('AccessDeniedException', 'ACCOUNT_DISABLED'), { class: 'auth' }],
  ['an account in bad repute', 400, exception('NewException', 'INSUFFICIENT_ACCOUNT_REPUTATION'), { class: 'auth' }],
  ['an inactive sender', 400, exception('ConflictException', 'RESOURCE_NOT_ACTIVE'), { class: 'sender' }],
  ['wrong credentials', 400, { __type: 'UnrecognizedClientException' }, { class: 'auth' }],
  ['another signature', 403, { __type: 'InvalidSignatureException:http://x' }, { class: 'auth' }],
  ['a new reason', 400, exception('ConflictException', 'NEW'), { class: 'other', code: 'NEW' }],
  ['no type', 400, {}, { class: 'other', code: '400' }],
])('an answer with %s', (_, status, json, result) => {
  expect(read(status, json)).toMatchObject(result);
  expect(JSON.stringify(read(status, json))).not.toContain('33639980012');
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CERTIFICATE = 'https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';
const fetched: string[] = [];
const source = {
  account,
  baseUrl,
  fetchText: (url: string) => {
    fetched.push(url);
    return Promise.resolve(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  },
};
const request = (content: object, pathSecret = SECRET) => ({
  ...{ method: 'POST', url: 'https://we.example/', headers: {}, pathSecret },
  body: Buffer.from(JSON.stringify(content)),
});
const envelope = (content: unknown, more: object = {}) => ({
  ...{ Type: 'Notification', MessageId: 'n-1', TopicArn: TOPIC, Timestamp: '2026-11-25T10:00:05.000Z' },
  ...{ Message: JSON.stringify(content), SignatureVersion: '2', SigningCertURL: CERTIFICATE },
  ...more,
});
function signed(content: ReturnType<typeof envelope>) {
  const algorithm = content.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  const text = textToSign(content as unknown as Record<string, string>) ?? '';
  return { ...content, Signature: createSign(algorithm).update(text).sign(privateKey, 'base64') };
}
const isAuthentic = (content: object) => awsCallbacks.verifyContent?.(request(content), source);

describe('a message of SNS', () => {
  beforeEach(() => void fetched.splice(0));

  it('is first identified by the secret in its path', () => {
    expect(awsCallbacks.verify(request({}), [SECRET])).toBe(true);
    expect(awsCallbacks.verify(request({}, 'guess'), [SECRET])).toBe(false);
  });

  it.each([
    ['version 2', {}],
    ['version 1', { SignatureVersion: '1' }],
    ['a subject', { Subject: 'SMS' }],
    [
      'a subscription',
      { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL: 'https://sns.eu-west-3.amazonaws.com/' },
    ],
  ])('is verified by the certificate it names: %s', async (_, more) => {
    expect(await isAuthentic(signed(envelope(event, more)))).toBe(true);
    expect(fetched).toEqual([CERTIFICATE]);
  });

  it.each<[string, object]>([
    ['changed after it was signed', { ...signed(envelope(event)), Message: '{}' }],
    ['signed by another key', { ...signed(envelope(event)), Signature: 'AAAA' }],
    ['without a signature', envelope(event)],
    ['of another signature version', { ...signed(envelope(event)), SignatureVersion: '3' }],
    ['of another type', { ...signed(envelope(event)), Type: 'Other' }],
  ])('%s is refused', async (_, content) => expect(await isAuthentic(content)).toBe(false));

  it('of a topic that is not ours is refused, though SNS signed it, and causes no call', async () => {
    expect(await isAuthentic(signed(envelope(event, { TopicArn: 'arn:aws:sns:eu-west-3:999999999999:x' })))).toBe(
      false,
    );
    expect(fetched).toEqual([]);
  });

  it.each([
    'http://sns.eu-west-3.amazonaws.com/SimpleNotificationService-0.pem',
    'https://sns.eu-west-3.amazonaws.com.example.org/SimpleNotificationService-0.pem',
    'https://example.org/sns.eu-west-3.amazonaws.com/SimpleNotificationService-0.pem',
    'https://sns.eu-west-3.amazonaws.com@example.org/SimpleNotificationService-0.pem',
    'https://user:pass@sns.eu-west-3.amazonaws.com/SimpleNotificationService-0.pem',
    'https://sns.eu-west-3.amazonaws.com:8443/SimpleNotificationService-0.pem',
    'https://bucket.s3.amazonaws.com/SimpleNotificationService-0.pem',
    'https://sns.eu-west-3.amazonaws.com/bucket/SimpleNotificationService-0.pem',
    'https://sns.eu-west-3.amazonaws.com/other.pem',
    'file:///SimpleNotificationService-0.pem',
    '',
  ])('whose certificate is at "%s" is refused, and causes no call', async (SigningCertURL) => {
    expect(await isAuthentic(signed(envelope(event, { SigningCertURL })))).toBe(false);
    expect(fetched).toEqual([]);
  });

  it('that confirms a subscription names a URL of SNS, and no other', () => {
    const of = (SubscribeURL: string, Type = 'SubscriptionConfirmation') =>
      awsCallbacks.subscriptionOf?.(request(envelope({}, { Type, SubscribeURL })), source);
    const url = 'https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=t';
    expect(of(url)).toBe(url);
    expect(of(url, 'Notification')).toBeUndefined();
    expect(of('https://169.254.169.254/?Action=ConfirmSubscription')).toBeUndefined();
    expect(of('http://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription')).toBeUndefined();
  });
});

const parse = (content: unknown, more: object = {}) => awsCallbacks.parse(request(envelope(content, more)));

test.each<[string, object, object]>([
  ['delivered', {}, { state: 'DELIVRD', at: 1_764_064_805_000, final: { parts: 1, price: { currency: 'USD' } } }],
  ['taken by the operator, finally', { eventType: 'TEXT_SUCCESSFUL' }, { state: 'DELIVRD' }],
  ['taken by the operator for now', { eventType: 'TEXT_SUCCESSFUL', isFinal: false }, { state: 'ENROUTE' }],
  ['queued', { eventType: 'TEXT_QUEUED', isFinal: false }, { state: 'ENROUTE' }],
  ['out of reach for now', { eventType: 'TEXT_UNREACHABLE', isFinal: false }, { state: 'ENROUTE' }],
  ['too late', { eventType: 'TEXT_TTL_EXPIRED' }, { state: 'EXPIRED', error: 'TEXT_TTL_EXPIRED' }],
  ['to no number', { eventType: 'TEXT_INVALID' }, { state: 'REJECTD', class: 'number' }],
  ['that is spam', { eventType: 'TEXT_SPAM' }, { state: 'REJECTD', class: 'content' }],
])('an event of a message %s', (_, more, expected) => {
  const [receipt] = parse({ ...event, ...more }).receipts;
  expect(receipt).toMatchObject({ id: event.messageId, reference: REFERENCE, ...expected });
});

test('a reply has the id and the time of AWS, and the message that it answers', () => {
  expect(parse(reply).replies).toEqual([
    {
      ...{ from: '+33639980012', to: '+33757000001', text: 'Arret', answered: 'STOP', originId: 'm-1' },
      ...{ id: 'cae173d2-66b9-564c-8309-21f858e9fb84', at: Date.parse('2026-11-25T10:00:05Z') },
    },
  ]);
  expect(parse({ ...reply, messageBody: 'stop it please' }).replies[0]).not.toHaveProperty('answered');
  expect(parse({ ...reply, messageBody: 'Start' }).replies[0]).not.toHaveProperty('answered');
});

test.each<[string, ReturnType<typeof parse>, string]>([
  ['with an unknown state', parse({ ...event, eventType: 'TEXT_TELEPORTED' }), 'unknown-state'],
  ['of a voice message', parse({ ...event, eventType: 'VOICE_COMPLETED' }), 'other-event'],
  ['of a subscription', parse('', { Type: 'SubscriptionConfirmation' }), 'other-event'],
  ['without an id', parse({ eventType: 'TEXT_DELIVERED' }), 'malformed'],
  ['of a reply without a text', parse({ originationNumber: '+33639980012' }), 'malformed'],
  ['without JSON', parse('text', { Message: 'text' }), 'malformed'],
  ['that is no message', awsCallbacks.parse(request([])), 'malformed'],
])('a notification %s is skipped', (_, parsed, reason) => {
  expect(parsed).toMatchObject({ receipts: [], replies: [], skipped: [{ reason }] });
});
