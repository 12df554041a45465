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

/** Names are those of the package; it explains few of them, so the meanings of most reasons are read from the names. */
const PACKAGE: WordSource = {
  title: '@aws-sdk/client-pinpoint-sms-voice-v2 3.1138.0',
  readOn: '2026-12-02',
  certainty: 'package',
};
const EVENT_TYPES: WordSource = {
  title: 'Event types for SMS, MMS, and voice (docs.aws.amazon.com)',
  readOn: '2026-12-02',
  certainty: 'page',
};
const PAGES: WordSource = { title: 'SendTextMessage and its exceptions', readOn: '2026-11-29', certainty: 'page' };
const OURS: WordSource = { title: 'names of common exceptions of AWS', readOn: '2026-11-29', certainty: 'assumed' };

export const STATES = new WordTable<ReceiptState>('`eventType`; ENROUTE if `isFinal` is false', [
  ...wordsFrom<ReceiptState>(EVENT_TYPES, [
    ['TEXT_DELIVERED', 'DELIVRD'],
    ['TEXT_SUCCESSFUL', 'DELIVRD', "the operator's word where it reports no delivery"],
    ['TEXT_PENDING', 'ENROUTE'],
    ['TEXT_QUEUED', 'ENROUTE'],
    ['TEXT_BLOCKED', 'REJECTD'],
    ['TEXT_CARRIER_BLOCKED', 'REJECTD'],
    ['TEXT_CARRIER_UNREACHABLE', 'UNDELIV', 'a fault of the operator that may pass'],
    ['TEXT_INVALID', 'REJECTD'],
    ['TEXT_INVALID_MESSAGE', 'REJECTD'],
    ['TEXT_PROTECT_BLOCKED', 'REJECTD'],
    ['TEXT_SPAM', 'REJECTD'],
    ['TEXT_TTL_EXPIRED', 'EXPIRED'],
    ['TEXT_UNKNOWN', 'UNKNOWN'],
    ['TEXT_UNREACHABLE', 'UNDELIV', 'the handset is away or switched off'],
  ]),
  ...wordsFrom<ReceiptState>(PACKAGE, [['TEXT_SENT', 'ENROUTE']]),
]);

export const ERRORS = new WordTable<ErrorClass>(
  '`eventType` of a failed receipt; others have no class',
  wordsFrom(EVENT_TYPES, [
    ['TEXT_BLOCKED', 'none', forReview('the handset or the operator blocks texts to the recipient')],
    ['TEXT_CARRIER_BLOCKED', 'content', 'the operator takes the text for malicious or abusive'],
    ['TEXT_INVALID', 'number', 'no valid number'],
    ['TEXT_INVALID_MESSAGE', 'content'],
    ['TEXT_PROTECT_BLOCKED', 'number', 'a rule of the account for the country or the number'],
    ['TEXT_SPAM', 'content'],
  ]),
);

export const REASONS = new WordTable<RefusalClass>('`Reason` of an exception', [
  ...wordsFrom<RefusalClass>(PAGES, [
    ['DESTINATION_PHONE_NUMBER_OPTED_OUT', 'opted-out', "on the account's list of opt-outs"],
  ]),
  ...wordsFrom<RefusalClass>(PACKAGE, [
    ['ACCOUNT_DISABLED', 'auth'],
    ['INSUFFICIENT_ACCOUNT_REPUTATION', 'auth'],
    ['COUNTRY_CODE_MISMATCH', 'number'],
    [
      'COUNTRY_NOT_ENABLED',
      'number',
      'of the account; other countries may be enabled, so it is no fault of the account',
    ],
    ['DESTINATION_COUNTRY_BLOCKED', 'number'],
    ['DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION', 'number', 'a rule of the account for the country'],
    ['DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE', 'number', 'a rule of the account for the number'],
    ['DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'number', 'a sandbox sends to verified numbers only'],
    ['INTERNATIONAL_SENDING_NOT_SUPPORTED', 'number'],
    ['INVALID_IDENTITY_FOR_DESTINATION_COUNTRY', 'sender'],
    ['MAXIMUM_SIZE_EXCEEDED', 'content'],
    ['MESSAGE_TYPE_MISMATCH', 'sender'],
    ['MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'money'],
    ['NO_ORIGINATION_IDENTITIES_FOUND', 'sender'],
    ['NUMBER_CAPABILITIES_MISMATCH', 'sender'],
    ['PRICE_OVER_THRESHOLD', 'other', 'the price is above `MaxPrice`, which is not sent'],
    ['RESOURCE_NOT_ACTIVE', 'sender', 'the origination identity is not active'],
    ['SENDER_ID_NOT_REGISTERED', 'sender'],
    ['SENDER_ID_NOT_SUPPORTED', 'sender'],
    ['SENDER_ID_REQUIRES_REGISTRATION', 'sender'],
  ]),
]);

/** `throttled` is an outcome, not a class. */
export const EXCEPTIONS = new WordTable<RefusalClass | 'throttled'>('type of an exception whose reason is not listed', [
  ...wordsFrom<RefusalClass | 'throttled'>(PACKAGE, [
    ['AccessDeniedException', 'auth'],
    ['ResourceNotFoundException', 'sender', 'an origination identity that the account does not have'],
    ['ThrottlingException', 'throttled'],
  ]),
  ...wordsFrom<RefusalClass | 'throttled'>(OURS, [
    ['ExpiredTokenException', 'auth'],
    ['IncompleteSignatureException', 'auth'],
    ['InvalidSignatureException', 'auth'],
    ['MissingAuthenticationTokenException', 'auth'],
    ['OptInRequired', 'auth'],
    ['UnrecognizedClientException', 'auth'],
    ['TooManyRequestsException', 'throttled'],
  ]),
]);

export const awsWords: VendorWords = [STATES, ERRORS, REASONS, EXCEPTIONS];
