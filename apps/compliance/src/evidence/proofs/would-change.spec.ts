import type { MessageFacts } from '../facts/message-facts';
import { wouldChange } from './would-change';

const at = '2026-11-25T10:00:00.000Z';
const facts = (more: Partial<MessageFacts>): MessageFacts => ({
  messageId: 'm',
  request: {} as MessageFacts['request'],
  decisions: [{ attempt: 1, at, verdict: 'cleared' }],
  statuses: [],
  receipt: null,
  ...more,
});
const refused = (code: string) => facts({ decisions: [{ attempt: 1, at, verdict: 'refused', code }] });
const fared = (status: 'submitting' | 'submitted' | 'blocked' | 'unknown', code?: string) =>
  facts({ statuses: [{ attempt: 1, at, status, provider: 'sim', sender: 'Lorane', ...(code && { code }) }] });
const receipt = (outcome: 'delivered' | 'failed') =>
  facts({ receipt: { outcome, stat: 'X', provider: 'sim', smscId: 'a', at } });

test.each([
  {
    it: 'an opt-out',
    of: refused('OPTED_OUT'),
    says: /Only the person can change it, by texting START.*consent to Lorane/,
  },
  { it: 'a missing consent', of: refused('CONSENT_MISSING'), says: /A consent of the person to adverts of Lorane/ },
  { it: 'a wrong mention', of: refused('MENTION_MISSING'), says: /POST \/v1\/check/ },
  { it: 'a block at the last moment', of: fared('blocked', 'OPTED_OUT'), says: /Only the person/ },
  { it: 'an unknown outcome', of: fared('unknown'), says: /Only the operator can say/ },
  { it: 'a failed delivery', of: receipt('failed'), says: /could not deliver/ },
])('the proof says what would change a message after $it', ({ of, says }) => {
  expect(wouldChange(of, 'Lorane').join(' ')).toMatch(says);
});

test.each([
  { it: 'was delivered', of: receipt('delivered') },
  { it: 'was submitted', of: fared('submitted') },
  { it: 'is being submitted', of: fared('submitting') },
  { it: 'was just cleared', of: facts({}) },
])('proposes no change for a message that $it', ({ of }) => {
  expect(wouldChange(of, 'Lorane')).toEqual([]);
});

test('one dispatcher that knew an opt-out counts, even if another reported later that it did not', () => {
  const statuses = [...fared('submitted').statuses, ...fared('unknown').statuses];
  expect(wouldChange(facts({ statuses }), 'Lorane')).toEqual([]);
});

test('the reason for which the last attempt waits counts, not the result of an earlier one', () => {
  const { statuses } = fared('blocked', 'CAMPAIGN_CANCELLED');
  const decisions = [
    { attempt: 1, at, verdict: 'cleared' as const },
    { attempt: 2, at, verdict: 'held' as const, code: 'CAMPAIGN_PAUSED' },
  ];
  expect(wouldChange(facts({ decisions, statuses }), 'Lorane')).toEqual(['The campaign must be resumed.']);
});
