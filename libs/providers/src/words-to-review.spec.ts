import { type CallbackRequest, SIGNED } from './contract/callbacks';
import { VENDORS } from './vendors';

// Errors of receipts that may mean an opt-out at the vendor are listed for review; an opt-out that is certain is not, nor is a failure
// that is none. A class never opts anybody out unless it is `opted-out`.

const ID = 'id-1';
const failed = (ErrorCode: string) => ({ MessageSid: ID, MessageStatus: 'undelivered', ErrorCode });
const infobip = (name: string, status: object = { id: 9, name: 'UNDELIVERABLE_NOT_DELIVERED' }) => ({
  results: [{ messageId: ID, status: { groupName: 'UNDELIVERABLE', ...status }, error: { name } }],
});
const sinch = (status: string, code: number) => ({
  ...{ type: 'recipient_delivery_report_sms', batch_id: ID, status, code },
});
const vonage = (code: string) => ({ messageId: ID, status: 'failed', 'err-code': code });
const aws = (eventType: string, more: object = {}) => ({
  ...{ Type: 'Notification', MessageId: 'n', TopicArn: 't' },
  Message: JSON.stringify({ eventType, messageId: ID, ...more }),
});

const ROWS: readonly (readonly [vendor: string, content: object, kind: string, isForReview: boolean])[] = [
  ['vonage', vonage('4'), 'number', true],
  ['vonage', vonage('14'), 'number', true],
  ['vonage', vonage('53'), 'other', true],
  ['vonage', vonage('3'), 'number', false],
  ['vonage', vonage('5'), 'other', false],
  ['vonage', vonage('9'), 'opted-out', false],
  ['vonage', vonage('13'), 'content', false],
  ['twilio', failed('30004'), 'none', true],
  ['twilio', failed('30003'), 'none', false],
  ['twilio', failed('30005'), 'number', false],
  ['twilio', failed('21610'), 'opted-out', false],
  ['aws', aws('TEXT_BLOCKED'), 'none', true],
  ['aws', aws('TEXT_BLOCKED', { isFinal: false }), 'none', false],
  ['aws', aws('TEXT_CARRIER_BLOCKED'), 'content', false],
  ['aws', aws('TEXT_UNREACHABLE'), 'none', false],
  ['sinch', sinch('Deleted', 408), 'none', true],
  ['sinch', sinch('Rejected', 412), 'auth', false],
  ['sinch', sinch('Aborted', 413), 'auth', false],
  ['infobip', infobip('EC_SC_BLOCKED_FOR_END_USER'), 'none', true],
  ['infobip', infobip('EC_CONTENT_BLOCKED_BY_OPERATOR'), 'none', true],
  ['infobip', infobip('EC_DESTINATION_BLOCKED_BY_OPERATOR'), 'none', true],
  ['infobip', infobip('EC_IMSI_BLACKLISTED'), 'none', true],
  ['infobip', infobip('EC_SOURCE_ADDRESS_IS_BLOCKED'), 'none', true],
  ['infobip', infobip('EC_CONTENT_BLOCKED'), 'opted-out', false],
  [
    'infobip',
    infobip('EC_SC_BLOCKED_FOR_END_USER', { groupName: 'REJECTED', id: 10, name: 'REJECTED_DND' }),
    'opted-out',
    false,
  ],
  ['infobip', infobip('EC_SC_BLOCKED'), 'sender', false],
  ['infobip', infobip('EC_ABSENT_SUBSCRIBER'), 'none', false],
];

const requestOf = (json: object): CallbackRequest => ({
  ...{ method: 'POST', url: 'https://we.example/', pathSecret: SIGNED },
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(json)),
});

test('errors that may be an opt-out are for review, and have the class that is certain', () => {
  const found = ROWS.map(([vendor, content]) => {
    const callbacks = VENDORS.get(vendor)?.callbacks;
    const [receipt] = callbacks?.parse(requestOf(content)).receipts ?? [];
    return [vendor, content, receipt?.class ?? 'none', receipt?.mayBeOptOut ?? false];
  });
  expect(found).toEqual(ROWS);
});
