import { BLOCKED_WITHIN_MS } from './adverts';
import type { History } from './history';
import { ADA, CLEO, DAN, EVE, advertOf, begun, requeued, shown, status } from './sample-history';
import type { Spoilt } from './spoilt-history';

const T0 = 1_000_000;
const counts = (history: History) => (history.campaigns[0] as History['campaigns'][number]).counts;

export const SPOILT_ADVERTS: readonly Spoilt[] = [
  {
    it: 'a text nobody cleared',
    rule: 'every text is a message of ours',
    id: ADA,
    spoil: ({ shown: texts }) => void texts.push(shown(6, ADA, 'who wrote this?', T0 + 200)),
  },
  {
    it: 'an advert on the handset twice, the second one reported by nobody',
    rule: 'submitted at most once',
    id: advertOf(ADA),
    spoil: ({ shown: texts }) => void texts.push(shown(6, ADA, 'advert', T0 + 200)),
  },
  {
    it: 'an advert of unknown outcome that was sent again',
    rule: 'submitted at most once',
    id: advertOf(DAN),
    spoil: ({ shown: texts, statuses }) => {
      texts.push(shown(6, DAN, 'advert', T0 + 950));
      statuses.push(status(DAN, 'submitted', T0 + 960, '6'));
    },
  },
  {
    it: 'a message that a provider over HTTP got twice, and showed once',
    rule: 'submitted at most once',
    id: 'references',
    spoil: (history) => void (history.repeatedReferences = 1),
  },
  {
    it: 'an advert after the confirmation, milliseconds after the STOP',
    rule: 'no advert after the confirmation',
    id: advertOf(CLEO),
    spoil: (history) => {
      history.shown.push(shown(6, CLEO, 'advert', T0 + 120));
      history.statuses = history.statuses.filter(({ status: what }) => what !== 'blocked');
      history.journal.push(begun(CLEO, T0 + 110));
      history.statuses.push(status(CLEO, 'submitted', T0 + 130, '6'));
    },
  },
  {
    it: 'an advert long after the opt-out was on the topic, the confirmation not there yet',
    rule: 'no advert after the STOP was blocked',
    id: advertOf(CLEO),
    spoil: (history) => {
      const at = T0 + 50 + BLOCKED_WITHIN_MS + 1;
      const isConfirmation = ({ sequence }: History['shown'][number]) => sequence === 4;
      history.shown = history.shown.map((one) => (isConfirmation(one) ? { ...one, sequence: 7, at: at + 1 } : one));
      history.shown.push(shown(6, CLEO, 'advert', at));
    },
  },
  {
    it: 'an advert long after the operator had our answer to a STOP that nobody has read yet',
    rule: 'no advert after the answer to the STOP',
    id: advertOf(CLEO),
    spoil: (history) => {
      const at = T0 + 10 + BLOCKED_WITHIN_MS + 1;
      history.shown.push(shown(6, CLEO, 'advert', at));
      history.optOuts = history.optOuts.map((one) => ({ ...one, writtenAt: at + 1 }));
    },
  },
  {
    it: 'an advert reported submitted that the operator never had',
    rule: 'every reported outcome is true',
    id: advertOf(ADA),
    spoil: (history) => {
      history.shown = history.shown.filter(({ recipientKey }) => recipientKey !== ADA);
    },
  },
  {
    it: 'an advert reported expired that is on the handset',
    rule: 'every reported outcome is true',
    id: advertOf(ADA),
    spoil: (history) => {
      history.statuses = history.statuses.map((one) =>
        one.messageId === advertOf(ADA) && one.status === 'submitted' ? { ...one, status: 'expired' } : one,
      );
    },
  },
  {
    it: 'an advert of which nothing was reported after it was submitted',
    rule: 'every reported outcome is true',
    id: advertOf(DAN),
    spoil: (history) => {
      history.statuses = history.statuses.filter(
        ({ messageId, status: what }) => messageId !== advertOf(DAN) || what !== 'unknown',
      );
    },
  },
  {
    it: 'unknown said of an advert that nobody had begun to submit',
    rule: 'unknown means unknown',
    id: advertOf(EVE),
    spoil: (history) => {
      history.journal = history.journal.filter(({ messageId }) => messageId !== advertOf(EVE));
    },
  },
  {
    it: 'an advert that leaves after it was reported unknown',
    rule: 'unknown means unknown',
    id: advertOf(EVE),
    spoil: ({ shown: texts }) => void texts.push(shown(6, EVE, 'advert', T0 + 2_000)),
  },
  {
    it: 'an advert that stays unknown though its dispatcher gave it back',
    rule: 'unknown means unknown',
    id: advertOf(EVE),
    spoil: ({ journal }) => void journal.push(requeued(begun(EVE, T0 + 90), T0 + 1_500)),
  },
  {
    it: 'an advert reported unknown again behind what is known of it',
    rule: 'what is known stays',
    id: advertOf(ADA),
    spoil: (history) => {
      const unknown = status(ADA, 'unknown', T0 + 120);
      history.statuses = history.statuses.flatMap((one) =>
        one.messageId === advertOf(ADA) && one.status === 'submitted' ? [unknown, one, unknown] : [one],
      );
    },
  },
  {
    it: 'an advert reported unknown by a dispatcher that must have read what became of it',
    rule: 'what is known stays',
    id: advertOf(ADA),
    spoil: ({ statuses }) => void statuses.push(status(ADA, 'unknown', T0 + 15_000)),
  },
  {
    it: 'an advert of unknown outcome that is not listed',
    rule: 'what is unknown is listed',
    id: advertOf(DAN),
    spoil: (history) => void (history.unknown = [advertOf(EVE)]),
  },
  {
    it: 'an advert that stays unknown though its provider finds it',
    rule: 'what its provider finds is known',
    id: advertOf(DAN),
    spoil: (history) => void (history.findsMessages = true),
  },
  {
    it: 'an advert listed as unknown that was submitted',
    rule: 'what is unknown is listed',
    id: advertOf(ADA),
    spoil: ({ unknown }) => void unknown.push(advertOf(ADA)),
  },
  {
    it: 'an advert that left when suppression had been silent for too long',
    rule: 'no advert without heartbeats',
    id: advertOf(ADA),
    spoil: (history) => {
      history.heartbeats = [
        { key: 'heartbeat:0', at: T0 + 99 - BLOCKED_WITHIN_MS },
        { key: 'heartbeat:1', at: T0 + 99 },
      ];
    },
  },
  {
    it: 'a start that gave up at once',
    rule: 'a start waits',
    id: 'suppression',
    spoil: ({ failedStarts }) =>
      void failedStarts.push({ part: 'suppression', afterMs: 900, lastWords: 'suppression cannot start: no Kafka' }),
  },
  {
    it: 'a start that gave up with a stack',
    rule: 'a start waits',
    id: 'campaign',
    spoil: ({ failedStarts }) =>
      void failedStarts.push({ part: 'campaign', afterMs: 31_000, lastWords: 'TypeError: topicMetadata' }),
  },
  {
    it: 'figures of a campaign that do not hold among themselves',
    rule: 'counts add up',
    id: '00000000-0000-4000-8000-000000000002',
    spoil: (history) => void (counts(history).recipients += 1),
  },
  {
    it: 'a campaign that counts another outcome than the topics',
    rule: 'counts add up',
    id: '00000000-0000-4000-8000-000000000002',
    spoil: (history) => {
      counts(history).unknown -= 1;
      counts(history).blocked += 1;
    },
  },
  {
    it: 'a receipt that the campaign never learned of',
    rule: 'counts add up',
    id: '00000000-0000-4000-8000-000000000002',
    spoil: (history) => {
      counts(history).delivered -= 1;
      counts(history).awaitingReceipt += 1;
    },
  },
  {
    it: 'a view with an entry too few',
    rule: 'every view holds the list',
    id: 'dispatcher',
    spoil: (history) => {
      history.views = history.views.map((view) => ({ ...view, entries: 1 }));
    },
  },
  {
    it: 'a record that its reader gave up',
    rule: 'nothing is dead-lettered',
    id: 'key',
    spoil: ({ deadLetters }) =>
      void deadLetters.push({ topic: 'sms.requested.v1.dlq', key: 'key', reason: 'not JSON' }),
  },
];
