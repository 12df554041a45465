import { ADA, BEN, EVE, advertOf, confirmationOf, shown, status } from './sample-history';
import type { Spoilt } from './spoilt-history';

const T0 = 1_000_000;

export const SPOILT_STOPS: readonly Spoilt[] = [
  {
    it: 'an acknowledged STOP that is not durable',
    rule: 'no STOP is lost',
    id: BEN,
    spoil: (history) => {
      history.received = history.received.filter(({ recipientKey }) => recipientKey !== BEN);
    },
  },
  {
    it: 'a durable STOP that nobody read',
    rule: 'no STOP is lost',
    id: `mo-${BEN.slice(0, 4)}`,
    spoil: (history) => {
      history.replies = history.replies.filter(({ recipientKey }) => recipientKey !== BEN);
    },
  },
  {
    it: 'a STOP that was read and is not on the list',
    rule: 'no STOP is lost',
    id: `${BEN}:00000000-0000-4000-8000-000000000001`,
    spoil: (history) => {
      history.listed = history.listed.filter(({ recipientKey }) => recipientKey !== BEN);
    },
  },
  {
    it: 'a STOP to an advert that counts for another advertiser of its code',
    rule: 'a STOP is for who texted',
    id: advertOf(BEN),
    spoil: ({ replies }) => {
      const of = replies.find(({ recipientKey }) => recipientKey === BEN);
      if (!of) throw new Error('Ben replied nothing');
      const advertiserId = '00000000-0000-4000-8000-000000000009';
      Object.assign(of, { receivedAt: T0 + 1_000, advertisers: [{ advertiserId, confidence: 1, evidence: '' }] });
    },
  },
  {
    it: 'a STOP after a START that left its writer in',
    rule: 'the last STOP counts',
    id: BEN,
    spoil: (history) => {
      const [first] = history.said.filter(({ recipientKey }) => recipientKey === BEN);
      if (!first) throw new Error('Ben said nothing');
      history.said.push({ ...first, id: 'back', isStop: false, isStart: true, acknowledgedAt: T0 + 8_000 });
      history.said.push({ ...first, id: 'again', acknowledgedAt: T0 + 9_000 });
      history.listed = history.listed.map((one) => (one.recipientKey === BEN ? { ...one, state: 'back' } : one));
    },
  },
  {
    it: 'a STOP that was dropped as the repetition of one of long before',
    rule: 'no STOP is lost',
    id: 'mo-again',
    spoil: (history) => {
      const [first] = history.received.filter(({ recipientKey }) => recipientKey === BEN);
      if (!first) throw new Error('nothing of Ben was received');
      const retryKey = 'alike';
      Object.assign(first, { retryKey });
      history.received.push({ ...first, moId: 'mo-again', retryKey, acceptedAt: first.receivedAt + 5_001 });
    },
  },
  {
    it: 'somebody listed who wrote something else',
    rule: 'only who said STOP is out',
    id: ADA,
    spoil: ({ listed }) => void listed.push({ recipientKey: ADA, scope: '*', state: 'out' }),
  },
  {
    it: 'an advert blocked without an opt-out',
    rule: 'only who said STOP is out',
    id: advertOf(EVE),
    spoil: ({ statuses }) => void statuses.push(status(EVE, 'blocked', T0 + 950)),
  },
  {
    it: 'a confirmation on the handset twice',
    rule: 'one confirmation per episode',
    id: confirmationOf(BEN),
    spoil: ({ shown: texts }) => void texts.push(shown(6, BEN, "Lorane : c'est noté", T0 + 2_000)),
  },
  {
    it: 'an episode that was never confirmed',
    rule: 'one confirmation per episode',
    id: BEN,
    spoil: (history) => {
      history.service = history.service.filter(({ recipientKey }) => recipientKey !== BEN);
    },
  },
  {
    it: 'an opt-out on the unsubscribe page that nobody confirmed',
    rule: 'one confirmation per episode',
    id: EVE,
    spoil: (history) => {
      const [change] = history.changes;
      if (!change) throw new Error('nobody opted out');
      history.changes.push({ ...change, changeId: 'page', recipientKey: EVE, source: 'web' });
    },
  },
  {
    it: 'a confirmation that did not arrive and is not reported unknown',
    rule: 'one confirmation per episode',
    id: confirmationOf(BEN),
    spoil: (history) => {
      history.shown = history.shown.filter(({ sequence }) => sequence !== 5);
    },
  },
  {
    it: 'a confirmation for which the API and the topic differ',
    rule: 'one confirmation per episode',
    id: confirmationOf(BEN),
    spoil: (history) => {
      history.confirmations = history.confirmations.map((one) => ({ ...one, state: 'unknown' }));
    },
  },
  {
    it: 'a confirmation that was sent and that the API reports as unknown',
    rule: 'what is known stays',
    id: confirmationOf(BEN),
    spoil: (history) => {
      history.confirmations = history.confirmations.map((one) => ({ ...one, state: 'unknown' }));
    },
  },
  {
    it: 'a confirmation of which the API says for ever that it waits for the dispatcher',
    rule: 'every confirmation comes to an end',
    id: confirmationOf(BEN),
    spoil: (history) => {
      history.confirmations = history.confirmations.map((one) => ({ ...one, state: 'queued' }));
    },
  },
  {
    it: 'a confirmation whose end was never reported',
    rule: 'every confirmation comes to an end',
    id: confirmationOf(BEN),
    spoil: (history) => {
      history.statuses = history.statuses.filter(({ messageId }) => messageId !== confirmationOf(BEN));
      history.confirmations = history.confirmations.map((one) => ({ ...one, state: 'queued' }));
    },
  },
];
