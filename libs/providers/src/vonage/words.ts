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

const PACKAGE: WordSource = { title: '@vonage/sms 1.24.1, SMSStatus', readOn: '2026-12-02', certainty: 'package' };
const PAGE: WordSource = {
  title: 'Vonage SMS Delivery Error Codes and Descriptions',
  readOn: '2026-12-02',
  certainty: 'page',
};
const GUIDE: WordSource = {
  title: 'Delivery receipts (developer.vonage.com)',
  readOn: '2026-11-29',
  certainty: 'page',
};
/** Codes beyond the support page, as RapidPro's handler lists them from the developer pages. */
const COURIER: WordSource = {
  title: 'nyaruka/courier, handler of Vonage',
  readOn: '2026-12-02',
  certainty: 'third party',
};

export const STATES = new WordTable<ReceiptState>(
  '`status` of a receipt, in any case',
  wordsFrom(GUIDE, [
    ['accepted', 'ACCEPTD'],
    ['buffered', 'ENROUTE'],
    ['delivered', 'DELIVRD'],
    ['expired', 'EXPIRED'],
    ['failed', 'UNDELIV'],
    ['rejected', 'REJECTD'],
    ['unknown', 'UNKNOWN'],
  ]),
);

export const ERRORS = new WordTable<ErrorClass>('`err-code` of a receipt', [
  ...wordsFrom<ErrorClass>(PAGE, [
    ['0', 'none', 'delivered'],
    ['1', 'none', 'no cause is known'],
    ['2', 'none', 'the handset is away for a while'],
    ['3', 'number', 'the number is no longer in use'],
    ['4', 'number', forReview('barred by the user, for good; it may be a wish to receive no adverts')],
    ['5', 'other', 'a fault of number portability, which says nothing of the number: it may be in use'],
    ['6', 'content', "an operator's filter of spam"],
    ['7', 'none', 'the handset is busy'],
    ['8', 'none', 'a fault of the network'],
    [
      '9',
      'opted-out',
      'the number opted out of this sender at Vonage, which had answered the submission with status 0',
    ],
    ['10', 'content', 'a parameter of the message is wrong'],
    ['11', 'other', 'Vonage has no route, which says nothing of the number: it may be in use'],
    ['12', 'number', 'no route to the number is found'],
    ['13', 'content', 'the subscriber is too young for this kind of text'],
    ['14', 'number', forReview('the operator blocks SMS to the number; it may be a wish of the subscriber')],
    ['15', 'other', 'the prepaid credit of the subscriber is used up'],
    ['99', 'none', 'a general fault of the route'],
  ]),
  ...wordsFrom<ErrorClass>(COURIER, [
    ['16', 'throttle', 'quota of the gateway'],
    ['50', 'sender', "an operator's filter of entities, in India"],
    ['51', 'sender', "an operator's filter of sender IDs, in India"],
    ['52', 'content', "an operator's filter of content, in India"],
    ['53', 'other', forReview("an operator's filter of consents, in India")],
    ['54', 'content', 'a rule of the country'],
  ]),
]);

/** Statuses of a part that was refused; `accepted`, `throttled` and `unknown` are outcomes, not classes. */
export const STATUSES = new WordTable<RefusalClass | 'accepted' | 'throttled' | 'unknown'>(
  '`status` of a part in an answer',
  wordsFrom(PACKAGE, [
    ['0', 'accepted'],
    ['1', 'throttled', 'too many messages a second'],
    ['2', 'other', 'a parameter is missing'],
    ['3', 'other', 'a parameter is invalid'],
    ['4', 'auth', 'invalid credentials'],
    ['5', 'unknown', 'a fault in their platform while it processed the message, which may have left'],
    ['6', 'number', 'the platform could not process the message'],
    ['7', 'number', "the number is on Vonage's own list, which is of no sender"],
    ['8', 'auth', 'the account is suspended'],
    ['9', 'money', 'not enough credit'],
    ['10', 'throttled', 'too many connections'],
    ['11', 'auth', 'the account may not use this API'],
    ['12', 'content', 'the message is too long'],
    ['14', 'auth', 'invalid signature'],
    ['15', 'sender', 'the account may not use this sender'],
    ['22', 'other', 'the code of the network is unknown'],
    ['23', 'other', 'the callback URL is invalid'],
    ['29', 'number', 'the account is in demo mode and has not listed the number'],
    ['32', 'auth', 'a signed request has the API secret too'],
    ['33', 'number', 'the number is deactivated'],
  ]),
);

export const vonageWords: VendorWords = [STATES, ERRORS, STATUSES];
