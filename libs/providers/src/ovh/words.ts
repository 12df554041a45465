import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import { type PatternTable, type VendorWords, type WordSource, WordTable, wordsFrom } from '../contract/vendor-words';

const KANNEL: WordSource = {
  title: 'an open integration; the numbers are those of Kannel',
  readOn: '2026-11-29',
  certainty: 'third party',
};
const OURS: WordSource = { title: 'words of its messages', readOn: '2026-11-29', certainty: 'assumed' };

export const STATES = new WordTable<ReceiptState>(
  '`dlr` or `deliveryReceipt` of a receipt',
  wordsFrom(KANNEL, [
    ['1', 'DELIVRD'],
    ['2', 'UNDELIV'],
    ['4', 'ENROUTE', 'queued at the operator'],
    ['8', 'ACCEPTD'],
    ['16', 'REJECTD'],
  ]),
);

/** The API has no error codes beyond those of HTTP. */
export const REFUSALS: PatternTable<RefusalClass> = {
  field: '`message` of a refusal, after its HTTP status',
  source: OURS,
  patterns: [
    [/blacklist/i, 'opted-out'],
    [/credit/i, 'money'],
    [/signature|credential|granted|application|consumer|timestamp/i, 'auth'],
    [/receiver|recipient|number/i, 'number'],
    [/sender/i, 'sender'],
    [/message|coding|charset/i, 'content'],
  ],
};

export const ovhWords: VendorWords = [STATES, REFUSALS];
