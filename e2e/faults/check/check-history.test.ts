import type { MessageStatus } from '@stopsms/contracts';
import { checkHistory } from './check-history';
import type { History } from './history';
import { ADA, BEN, CLEO, advertOf, confirmationOf, sampleHistory, shown, status } from './sample-history';
import { SPOILT_ADVERTS } from './spoilt-adverts';
import { SPOILT_STOPS } from './spoilt-stops';

/** An advertiser on the same code. */
const ANOTHER = '00000000-0000-4000-8000-00000000000b';

// One small history that keeps every promise, and for each rule the least that breaks it.

test('a history that keeps every promise has no violation', () => {
  const { violations, figures } = checkHistory(sampleHistory());
  expect(violations).toEqual([]);
  expect(figures).toMatchObject({
    'adverts cleared': 5,
    'adverts on handsets': 3,
    'adverts blocked': 1,
    'STOPs acknowledged': 2,
    unknown: 2,
    'unknown, and on the handset': 1,
  });
});

test('a STOP applies to its advertiser: once it is listed, adverts of others on the code are sent', () => {
  const history = sampleHistory();
  const at = 1_000_000 + 60_000;
  history.optOuts = history.optOuts.map((one) => (one.recipientKey === CLEO ? { ...one, scope: ANOTHER } : one));
  history.shown.push(shown(6, CLEO, 'advert', at));
  const late = () =>
    checkHistory(history).violations.filter(({ rule }) => rule === 'no advert after the answer to the STOP');
  expect(late()).toEqual([]);
  history.optOuts = history.optOuts.map((one) => ({ ...one, writtenAt: at + 1 }));
  expect(late()).toEqual([expect.objectContaining({ id: advertOf(CLEO) })]);
});

test('an opt-out on the unsubscribe page needs no STOP', () => {
  const history = sampleHistory();
  history.said = history.said.map((one) => (one.recipientKey === BEN ? { ...one, isStop: false } : one));
  const unasked = () => checkHistory(history).violations.filter(({ rule }) => rule === 'only who said STOP is out');
  expect(unasked()).toEqual([expect.objectContaining({ id: BEN })]);
  history.visitors = [BEN];
  expect(unasked()).toEqual([]);
});

test('a batch rewritten from unknown to a known outcome is not a step back', () => {
  const history = sampleHistory();
  const again = () => checkHistory(history).violations.filter(({ rule }) => rule === 'what is known stays');
  const isOfAda = (one: MessageStatus) => one.messageId === advertOf(ADA) && one.status === 'submitted';
  const unknown = () => status(ADA, 'unknown', 1_000_120);
  history.statuses = history.statuses.flatMap((one) =>
    isOfAda(one) ? [unknown(), one, unknown(), { ...one }] : [one],
  );
  expect(again()).toEqual([]);
  history.statuses = history.statuses.filter((one, n, all) => !isOfAda(one) || all.findIndex(isOfAda) === n);
  expect(again()).toEqual([expect.objectContaining({ id: advertOf(ADA) })]);
});

test('a receipt settles a confirmation whose response was lost: submitted for its service, unknown for the dispatcher', () => {
  const history = sampleHistory();
  const isOfBen = ({ messageId }: { messageId: string }) => messageId === confirmationOf(BEN);
  history.statuses = history.statuses.map((one) => (isOfBen(one) ? unknownOf(one) : one));
  const violated = () =>
    checkHistory(history)
      .violations.filter(({ id }) => id === confirmationOf(BEN))
      .map(({ rule }) => rule);
  expect(violated()).toContain('one confirmation per episode');
  const [receipt] = history.receipts;
  if (!receipt) throw new Error('nobody got a receipt');
  history.receipts.push({ ...receipt, messageId: confirmationOf(BEN), recipientKey: BEN });
  expect(violated()).toEqual([]);
  history.confirmations = history.confirmations.map((one) => (isOfBen(one) ? { ...one, state: 'unknown' } : one));
  expect(violated()).toEqual(['what is known stays']);
});

const unknownOf = ({ smscIds: _, ...one }: MessageStatus): MessageStatus => ({ ...one, status: 'unknown' });

test('a text of several parts counts as sent when its first part was', () => {
  const rule = 'no advert without heartbeats';
  const history = sampleHistory();
  SPOILT_ADVERTS.find((each) => each.rule === rule)?.spoil(history);
  const violated = () =>
    checkHistory(history)
      .violations.filter((each) => each.rule === rule)
      .map(({ id }) => id);
  expect(violated()).toContain(advertOf(ADA));
  history.shown = history.shown.map((one) => ({ ...one, begunAt: one.at - 1 }));
  expect(violated()).not.toContain(advertOf(ADA));
});

/** The sample, with an operator that answered Ben's STOP itself. */
function answeredByOperator(): History {
  const history = sampleHistory();
  const isOfBen = ({ messageId }: { messageId: string }) => messageId === confirmationOf(BEN);
  return {
    ...history,
    said: history.said.map((one) => (one.recipientKey === BEN ? { ...one, word: 'STOP' } : one)),
    changes: history.changes.map((one) => (one.recipientKey === BEN ? { ...one, confirmedBy: 'twilio' } : one)),
    service: history.service.filter((one) => !isOfBen(one)),
    statuses: history.statuses.filter((one) => !isOfBen(one)),
    confirmations: history.confirmations.filter((one) => !isOfBen(one)),
    shown: history.shown.map((one) => (one.sequence === 5 ? { ...one, text: 'You are out.', answerTo: 'STOP' } : one)),
  };
}

test('the answer of an operator that answers STOP itself confirms the episode; nothing else is missing, or one too many', () => {
  const of = (history: History) => checkHistory(history).violations;
  const violation = { rule: 'one confirmation per episode', id: BEN };
  const history = answeredByOperator();
  expect(of(history)).toEqual([]);
  const silent = { ...history, shown: history.shown.filter(({ answerTo }) => !answerTo) };
  expect(of(silent)).toEqual([expect.objectContaining(violation)]);
  const both = { ...sampleHistory(), said: history.said };
  both.shown.push({ ...shown(6, BEN, 'You are out.', 1_002_000), answerTo: 'STOP' });
  expect(of(both)).toEqual([expect.objectContaining(violation)]);
});

test.each([...SPOILT_ADVERTS, ...SPOILT_STOPS])('$it is found', ({ rule, id, spoil }) => {
  const history = sampleHistory();
  spoil(history);
  expect(checkHistory(history).violations).toContainEqual(expect.objectContaining({ rule, id }));
});
