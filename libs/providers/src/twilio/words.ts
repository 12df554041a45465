import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import {
  type ErrorClass,
  type VendorWords,
  type WordSource,
  WordTable,
  forReview,
  wordsFrom,
} from '../contract/vendor-words';

const PACKAGE: WordSource = { title: 'twilio 6.3.1, MessageStatus', readOn: '2026-12-02', certainty: 'package' };
const STOPS: WordSource = { title: 'Error 21610 and Advanced Opt-Out', readOn: '2026-11-29', certainty: 'page' };
const BLOCKED: WordSource = { title: 'Error 30004 (twilio.com)', readOn: '2026-12-02', certainty: 'page' };
/** Lists of several open integrations, which agree; the dictionary of errors itself was not read code by code. */
const LISTS: WordSource = {
  title: 'lists of open integrations (Spoke, tundra-connect)',
  readOn: '2026-12-02',
  certainty: 'third party',
};
const OURS: WordSource = { title: 'trade knowledge', readOn: '2026-11-29', certainty: 'assumed' };

export const STATES = new WordTable<ReceiptState>(
  '`MessageStatus` of a receipt, in any case',
  wordsFrom(PACKAGE, [
    ['accepted', 'ACCEPTD'],
    ['scheduled', 'ACCEPTD'],
    ['queued', 'ACCEPTD'],
    ['sending', 'ENROUTE'],
    ['sent', 'ENROUTE'],
    ['delivered', 'DELIVRD'],
    ['read', 'DELIVRD', 'of WhatsApp'],
    ['partially_delivered', 'UNKNOWN'],
    ['undelivered', 'UNDELIV'],
    ['failed', 'UNDELIV'],
    ['canceled', 'DELETED'],
  ]),
);

export const ERRORS = new WordTable<ErrorClass>('`ErrorCode` of a receipt', [
  ...wordsFrom<ErrorClass>(STOPS, [['21610', 'opted-out', 'the number is blocked for this sender']]),
  ...wordsFrom<ErrorClass>(BLOCKED, [
    [
      '30004',
      'none',
      forReview('the recipient opted out, is on a list against adverts, or cannot receive SMS; or a filter'),
    ],
  ]),
  ...wordsFrom<ErrorClass>(LISTS, [
    ['30001', 'throttle', 'the queue is full'],
    ['30002', 'auth', 'the account is suspended'],
    ['30003', 'none', 'the handset is away'],
    ['30005', 'number', 'unknown handset'],
    ['30006', 'number', 'a landline, or an operator that is not reached'],
    ['30007', 'content', "an operator's filter"],
    ['30008', 'none', 'no cause is known'],
    ['30034', 'sender', 'the sender is not registered in the USA'],
  ]),
]);

/** Codes of a refusal; `throttled` is an outcome, not a class. */
export const REFUSALS = new WordTable<RefusalClass | 'throttled'>('`code` of a refusal, before its HTTP status', [
  ...wordsFrom<RefusalClass | 'throttled'>(STOPS, [
    ['21610', 'opted-out', 'the number is blocked for this sender'],
    ['21611', 'throttled', 'the queue of the sender is full'],
  ]),
  ...wordsFrom<RefusalClass | 'throttled'>(LISTS, [
    ['20003', 'auth', 'invalid credentials'],
    ['21211', 'number', 'no valid number'],
    ['21408', 'number', 'the account may not send to this region'],
    ['21602', 'content', 'no text'],
    ['21606', 'sender', 'the sender cannot send SMS'],
    ['21608', 'number', 'a trial account sends to verified numbers only'],
    ['21612', 'number', 'not reached from this sender'],
    ['21614', 'number', 'no mobile number'],
    ['21617', 'content', 'the text is too long'],
    ['21635', 'number', 'a landline'],
  ]),
  ...wordsFrom<RefusalClass | 'throttled'>(OURS, [
    ['20005', 'auth', 'the account is not active'],
    ['21212', 'sender', 'no valid sender'],
    ['21603', 'sender', 'no sender'],
    ['21604', 'number', 'no number'],
    ['21659', 'sender', 'the sender is not of the account'],
    ['21660', 'sender', 'the sender is not of the account'],
    ['21661', 'sender', 'the sender cannot send SMS'],
  ]),
]);

export const twilioWords: VendorWords = [STATES, ERRORS, REFUSALS];
