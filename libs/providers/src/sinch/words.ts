import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import {
  type ErrorClass,
  type PatternTable,
  type VendorWords,
  type WordSource,
  WordTable,
  forReview,
  wordsFrom,
} from '../contract/vendor-words';

const PAGE: WordSource = {
  title: 'Delivery reports (developers.sinch.com)',
  readOn: '2026-12-02',
  certainty: 'page',
};
/** Names of the codes; the copy of the page that was read ends before the table of codes. */
const JAVA_SDK: WordSource = {
  title: 'sinch-sdk-java, DeliveryReceiptErrorCode',
  readOn: '2026-12-02',
  certainty: 'package',
};
const OURS: WordSource = { title: 'words of the examples', readOn: '2026-11-29', certainty: 'assumed' };

export const STATES = new WordTable<ReceiptState>(
  '`status` of a receipt, in any case',
  wordsFrom(PAGE, [
    ['queued', 'ACCEPTD'],
    ['dispatched', 'ENROUTE'],
    ['delivered', 'DELIVRD'],
    ['failed', 'UNDELIV'],
    ['aborted', 'REJECTD'],
    ['rejected', 'REJECTD'],
    ['cancelled', 'DELETED'],
    ['deleted', 'DELETED', forReview('an invalid number or a subscriber who opted out')],
    ['expired', 'EXPIRED'],
    ['unknown', 'UNKNOWN'],
  ]),
);

export const ERRORS = new WordTable<ErrorClass>(
  '`code` of a receipt; others are codes of operators, without a class',
  wordsFrom(JAVA_SDK, [
    ['0', 'none', 'delivered'],
    ['400', 'none', 'queued'],
    ['401', 'none', 'dispatched'],
    ['402', 'number', 'no route to the number'],
    ['403', 'none', 'internal error'],
    ['404', 'none', 'a failure that may pass'],
    ['405', 'content', 'a parameter of the text has no value for the number'],
    ['406', 'none', 'expired before it reached the operator'],
    ['407', 'none', 'cancelled by the account'],
    ['408', 'none', 'the operator refused it'],
    ['410', 'sender', 'no default sender for the number'],
    ['411', 'content', 'too many parts'],
    ['412', 'auth', 'the account may not send to this region'],
    ['413', 'auth', 'the account is blocked, perhaps for lack of credit'],
    ['414', 'content', 'media, of MMS'],
    ['415', 'none', 'rejected, of MMS'],
    ['416', 'none', 'not supported, of MMS'],
    ['417', 'none', 'unreachable, of MMS'],
    ['418', 'none', 'unrecognised, of MMS'],
  ]),
);

export const REFUSALS: PatternTable<RefusalClass> = {
  field: '`code` and `text` of a refusal, after its HTTP status',
  source: OURS,
  patterns: [
    [/balance|credit|limit_exceeded/i, 'money'],
    [/unauthori[sz]ed|forbidden|service.?plan/i, 'auth'],
    [/opted?.?out|unsubscribed|blocked.?recipient/i, 'opted-out'],
    [/\bto\b|recipient|msisdn/i, 'number'],
    [/\bfrom\b|originator|sender/i, 'sender'],
    [/\bbody\b|content|parts/i, 'content'],
  ],
};

export const sinchWords: VendorWords = [STATES, ERRORS, REFUSALS];
