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

const PACKAGE: WordSource = {
  title: 'infobip-api-python-client 6.0.0, MessageGeneralStatus',
  readOn: '2026-12-02',
  certainty: 'package',
};
const PAGE: WordSource = { title: 'Message status codes (infobip.com)', readOn: '2026-12-02', certainty: 'page' };
/** Copy of 2026-07-25. */
const COPY: WordSource = {
  title: 'api-evangelist/infobip, copy of “Response status and error codes”',
  readOn: '2026-12-02',
  certainty: 'third party',
};
const OLDER: WordSource = { title: 'older copies of that page', readOn: '2026-12-02', certainty: 'third party' };
const OURS: WordSource = { title: 'parts of its names', readOn: '2026-11-29', certainty: 'assumed' };

export const STATES = new WordTable<ReceiptState>(
  '`status.groupName`',
  wordsFrom(PACKAGE, [
    ['ACCEPTED', 'ACCEPTD'],
    ['PENDING', 'ENROUTE'],
    ['DELIVERED', 'DELIVRD', 'but for `DELIVERED_TO_OPERATOR`'],
    ['UNDELIVERABLE', 'UNDELIV'],
    ['EXPIRED', 'EXPIRED'],
    ['REJECTED', 'REJECTD'],
  ]),
);

const NOT_ON_HANDSET = 'not yet on the handset: a further report may follow';

/** Statuses whose state is not that of their group. */
export const STATE_BY_ID = new WordTable<ReceiptState>(
  '`status.id` of the group DELIVERED, before the group',
  wordsFrom(PAGE, [['2', 'ENROUTE', `DELIVERED_TO_OPERATOR: ${NOT_ON_HANDSET}`]]),
);
export const STATE_BY_NAME = new WordTable<ReceiptState>(
  '`status.name` of the group DELIVERED, before the group',
  wordsFrom(PAGE, [['DELIVERED_TO_OPERATOR', 'ENROUTE', NOT_ON_HANDSET]]),
);

/**
 * Ids that decide before the name, because older pages have `REJECTED_DESTINATION` for 14 and 52. 6 and 19 concern one destination: as
 * `auth` a single foreign number would stop the provider for all messages, so they remain `other`, and their code names the remedy.
 */
export const CLASS_BY_ID = new WordTable<RefusalClass>(
  '`status.id`, before its name',
  wordsFrom(COPY, [
    ['6', 'other', 'REJECTED_NETWORK: the network is not set up for the account'],
    ['14', 'opted-out', 'REJECTED_DESTINATION_BLOCKLISTED: blocklisted by the operator or the account'],
    ['18', 'auth', 'REJECTED_DESTINATION_NOT_REGISTERED: a trial account sends to one number only'],
    ['19', 'other', 'REJECTED_ROUTE_NOT_AVAILABLE: the account has no route'],
    ['52', 'number', 'REJECTED_DESTINATION: no valid number'],
  ]),
);

export const CLASS_BY_NAME = new WordTable<ErrorClass>('`status.name`, of a status whose id is not listed', [
  ...wordsFrom<ErrorClass>(COPY, [
    ['UNDELIVERABLE_REJECTED_OPERATOR', 'none', 'id 4; the error says more'],
    ['REJECTED_NETWORK', 'other', 'id 6'],
    ['REJECTED_PREFIX_MISSING', 'number', 'id 8'],
    ['UNDELIVERABLE_NOT_DELIVERED', 'none', 'id 9; the error says more'],
    ['REJECTED_DND', 'opted-out', 'id 10; on a list of a country or an operator against all adverts'],
    ['REJECTED_SOURCE', 'sender', 'id 11'],
    ['REJECTED_NOT_ENOUGH_CREDITS', 'money', 'id 12'],
    ['REJECTED_SENDER', 'sender', 'id 13'],
    ['REJECTED_DESTINATION_BLOCKLISTED', 'opted-out', 'id 14'],
    ['EXPIRED_EXPIRED', 'none', 'id 15'],
    ['REJECTED_PREPAID_PACKAGE_EXPIRED', 'money', 'id 17'],
    ['REJECTED_DESTINATION_NOT_REGISTERED', 'auth', 'id 18'],
    ['REJECTED_ROUTE_NOT_AVAILABLE', 'other', 'id 19'],
    ['REJECTED_FLOODING_FILTER', 'throttle', 'id 20'],
    ['REJECTED_SYSTEM_ERROR', 'other', 'id 21'],
    ['REJECTED_DUPLICATE_MESSAGE_ID', 'other', 'id 23; in an answer the message is unknown, and looked up'],
    ['REJECTED_INVALID_UDH', 'content', 'id 24'],
    ['REJECTED_MESSAGE_TOO_LONG', 'content', 'id 25'],
    ['EXPIRED_DLR_UNKNOWN', 'none', 'id 29'],
    ['UNDELIVERABLE_NOT_SENT', 'none', 'id 31'],
    ['MISSING_TO', 'number', 'id 51'],
    ['SIGNALS_BLOCKED', 'other', 'id 87; a filter against fraud'],
    ['UNDELIVERABLE_REJECTED_PLATFORM', 'other', 'id 100'],
  ]),
  ...wordsFrom<ErrorClass>(OLDER, [
    [
      'REJECTED_DESTINATION',
      'opted-out',
      'without an id it may be 14 or 52: an advert after an opt-out is the worse error',
    ],
    ['REJECTED_INVALID_DESTINATION', 'number'],
  ]),
]);

/** Errors of operators and handsets beside a status. */
export const ERRORS = new WordTable<ErrorClass>(
  '`error.name` of a receipt',
  wordsFrom(COPY, [
    ['NO_ERROR', 'none'],
    ['EC_SC_BLOCKED_BY_END_USER', 'opted-out', 'the person had the operator block the short code'],
    ['EC_CONTENT_BLOCKED', 'opted-out', 'the person texted STOP to the number'],
    ['EC_BLOCKED_BY_CAMPAIGN_BLACKLIST', 'opted-out', 'whose block list it is, is not stated: the safe side'],
    ['EC_BLACKLISTED_DESTINATIONADDRESS', 'opted-out', 'blocklisted by the operator or the account'],
    ['EC_DEST_ADDRESS_BLACKLISTED', 'opted-out', 'on the list of an operator against adverts (DND)'],
    ['EC_SC_BLOCKED_FOR_END_USER', 'none', forReview('the operator blocked the short code for the person')],
    ['EC_CONTENT_BLOCKED_BY_OPERATOR', 'none', forReview('the operator blocked the content for the person')],
    ['EC_DESTINATION_BLOCKED_BY_OPERATOR', 'none', forReview('the operator blocks short codes for the number')],
    ['EC_IMSI_BLACKLISTED', 'none', forReview('the SIM is blocklisted; by whom is not stated')],
    ['EC_SOURCE_ADDRESS_IS_BLOCKED', 'none', forReview('the page names the recipient, the word the sender')],
    ['EC_UNKNOWN_SUBSCRIBER', 'number'],
    ['EC_UNIDENTIFIED_SUBSCRIBER', 'none', 'may pass'],
    ['EC_ILLEGAL_SUBSCRIBER', 'none', 'the SIM was refused by the network; the number may be in use'],
    ['EC_CALL_BARRED', 'none', 'suspended by the operator, mostly for unpaid invoices'],
    ['EC_DEST_ADDRESS_SUSPENDED', 'none', 'suspended by the operator'],
    ['EC_CANNOT_RECEIVE_SC', 'none', 'the network has no short codes'],
    ['EC_ABSENT_SUBSCRIBER', 'none', 'away or switched off'],
    ['EC_ABSENT_SUBSCRIBER_SM', 'none', 'away or switched off'],
    ['EC_USER_OUT_OF_CREDIT', 'none', 'the prepaid credit of the person is used up'],
    ['EC_DEACTIVATED_LIST', 'number', 'no longer in use'],
    ['EC_INVALID_DESTINATION_ADDRESS', 'number'],
    ['EC_INVALID_REQUEST_DESTINATION', 'number'],
    ['EC_DESTINATION_NOT_SMS_PROVISIONED', 'number'],
    ['EC_MSG_TEXT_TOO_LONG', 'content'],
    ['EC_REJECTED_SPAM_BY_OPERATOR', 'content'],
    ['EC_INVALIDMSCADDRESS', 'content', 'the text is blocklisted'],
    ['EC_INVALID_SOURCE_ADDRESS', 'sender'],
    ['EC_BLACKLISTED_SENDERADDRESS', 'sender'],
    ['EC_SC_BLOCKED', 'sender', 'the operator blocks the short code for everybody'],
    ['EC_SC_NOT_PROVISIONED', 'sender'],
    ['EC_SC_EXPIRED', 'sender'],
    ['EC_ACCOUNT_ACCESS_DENIED', 'auth'],
    ['EC_DEST_ADDRESS_NOT_IN_SMS_DEMO', 'auth', 'a trial account'],
    ['EC_MONTHLY_LIMIT_REACHED', 'money'],
    ['EC_DESTINATION_FLOODING', 'throttle'],
    ['EC_DESTINATION_TXT_FLOODING', 'throttle'],
    ['EC_SIGNALS_BLOCKED', 'other', 'a filter against fraud'],
  ]),
);

/** Words of names that are in no table, because Infobip adds statuses without notice. */
export const OTHER_NAMES: PatternTable<RefusalClass> = {
  field: '`status.name` or `error.name` that is in no table, by its parts',
  source: OURS,
  patterns: [
    [
      /^REJECTED_(?:(?:DESTINATION_)?BLOCK_?LIST\w*|DESTINATION_BLACK_?LIST\w*|OPTED_?OUT\w*|UNSUBSCRIBED)$/,
      'opted-out',
    ],
    [/CREDIT|PREPAID/, 'money'],
    [/SENDER|SOURCE|SID/, 'sender'],
    [/DESTINATION|PREFIX|MISSING_TO|UNKNOWN_SUBSCRIBER/, 'number'],
    [/TOO_LONG|UDH|CONTENT|SPAM|MISSING_TEXT/, 'content'],
    [/FLOODING/, 'throttle'],
  ],
};

export const infobipWords: VendorWords = [
  STATES,
  STATE_BY_ID,
  STATE_BY_NAME,
  CLASS_BY_ID,
  CLASS_BY_NAME,
  ERRORS,
  OTHER_NAMES,
];
