import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import {
  type ErrorClass,
  type PatternTable,
  type VendorWords,
  type WordSource,
  WordTable,
  wordsFrom,
} from '../contract/vendor-words';

const QUOTED: WordSource = {
  title: 'rest-sms.yml of smsmode, as an integration quotes it',
  readOn: '2026-11-29',
  certainty: 'third party',
};
const OURS: WordSource = { title: 'words beside its enumeration', readOn: '2026-11-29', certainty: 'assumed' };

export const STATES = new WordTable<ReceiptState>('`status.value` of a receipt, in any case', [
  ...wordsFrom<ReceiptState>(QUOTED, [
    ['ENROUTE', 'ENROUTE'],
    ['DELIVERED', 'DELIVRD'],
    ['UNDELIVERABLE', 'UNDELIV'],
    ['UNDELIVERED', 'UNDELIV'],
    ['EXPIRED', 'EXPIRED'],
    ['REJECTED', 'REJECTD'],
  ]),
  ...wordsFrom<ReceiptState>(OURS, [
    ['SCHEDULED', 'ACCEPTD'],
    ['ACCEPTED', 'ACCEPTD'],
    ['SENT', 'ENROUTE'],
    ['DELETED', 'DELETED'],
    ['CANCELLED', 'DELETED'],
  ]),
]);

/** Codes of the older API, which receipts still carry. */
export const ERRORS = new WordTable<ErrorClass>(
  '`status.code`, `errorCode` or `detail` of a receipt',
  wordsFrom(QUOTED, [
    ['11', 'none', 'delivered'],
    ['14', 'none', 'delivered'],
    ['37', 'none', 'expired'],
    ['3521', 'number', 'no such number'],
    ['3522', 'number', 'no such number'],
    ['3523', 'number', 'no such number'],
    ['3524', 'content', "an operator's filter of spam"],
    ['3525', 'content', 'content'],
    ['3560', 'other', 'no route to the number'],
    ['3999', 'opted-out', 'the list of STOPs of the account'],
  ]),
);

/** No list of error codes is published, so words of the title and of the explanation decide. */
export const REFUSALS: PatternTable<RefusalClass> = {
  field: '`errorCode`, `title` and `message` of a refusal, after its HTTP status',
  source: OURS,
  patterns: [
    [/blacklist|opted? ?out|unsubscrib/i, 'opted-out'],
    [/credit|balance|quota/i, 'money'],
    [/channel|api.?key|unauthori[sz]ed|forbidden/i, 'auth'],
    [/recipient|msisdn|phone|destination/i, 'number'],
    [/sender|\bfrom\b/i, 'sender'],
    [/\bbody\b|\btext\b|content/i, 'content'],
  ],
};

export const smsmodeWords: VendorWords = [STATES, ERRORS, REFUSALS];
