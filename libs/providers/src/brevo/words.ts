import type { ReceiptState } from '@stopsms/smpp';
import type { RefusalClass } from '../contract/adapter';
import { type PatternTable, type VendorWords, type WordSource, WordTable, wordsFrom } from '../contract/vendor-words';

const PAGE: WordSource = {
  title: 'Transactional webhooks (developers.brevo.com)',
  readOn: '2026-11-29',
  certainty: 'page',
};
const PACKAGE: WordSource = {
  title: '@getbrevo/brevo 6.0.3, GetSmsEventsResponse',
  readOn: '2026-12-02',
  certainty: 'package',
};
const OURS: WordSource = { title: 'words of its help pages', readOn: '2026-11-29', certainty: 'assumed' };

/** An event that is not a receipt: a reply, a STOP, or a change of a list. */
type BrevoEvent = ReceiptState | 'reply' | 'STOP' | 'other event';

/** Words differ between pages, so only their letters count, in lower case, and `bounces` is `bounce`. */
export const EVENTS = new WordTable<BrevoEvent>('`msg_status` of an event, its letters alone', [
  ...wordsFrom<BrevoEvent>(PAGE, [
    ['sent', 'ACCEPTD'],
    ['accepted', 'ENROUTE'],
    ['delivered', 'DELIVRD'],
    ['softbounce', 'UNDELIV'],
    ['hardbounce', 'UNDELIV'],
    ['rejected', 'REJECTD'],
    ['skip', 'DELETED'],
    ['blacklisted', 'REJECTD', 'the contact is on the list of STOPs of the account'],
    ['replied', 'reply'],
    ['unsubscribe', 'STOP'],
    ['subscribe', 'other event'],
  ]),
  ...wordsFrom<BrevoEvent>(PACKAGE, [
    ['bounce', 'UNDELIV', 'of statistics: a soft or a hard one'],
    ['skipped', 'DELETED'],
    ['blocked', 'REJECTD', 'the contact is on the list of STOPs of the account (?)'],
    ['replies', 'reply'],
    ['unsubscription', 'STOP'],
  ]),
  ...wordsFrom<BrevoEvent>(OURS, [['unsubscribed', 'STOP']]),
]);

/** Receipts have no codes, so the word is the error. */
export const ERRORS = new WordTable<RefusalClass>(
  '`msg_status` of a failed receipt; others have no class',
  wordsFrom(OURS, [
    ['hardbounce', 'number'],
    ['blocked', 'opted-out'],
    ['blacklisted', 'opted-out'],
  ]),
);

/** Codes say little more than that something is invalid. */
export const REFUSALS: PatternTable<RefusalClass> = {
  field: '`code` and `message` of a refusal, after its HTTP status',
  source: OURS,
  patterns: [
    [/black ?list|block ?list|unsubscri/i, 'opted-out'],
    [/credit/i, 'money'],
    [/unauthori[sz]ed|permission|api.?key|not.?enabled|suspended/i, 'auth'],
    [/sender/i, 'sender'],
    [/recipient|phone|number/i, 'number'],
    [/content|unicode/i, 'content'],
  ],
};

export const brevoWords: VendorWords = [EVENTS, ERRORS, REFUSALS];
