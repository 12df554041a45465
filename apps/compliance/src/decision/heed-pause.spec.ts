import type { Advertiser } from '@stopsms/contracts';
import type { Decision, Outcome } from './decision';
import { heedPause } from './heed-pause';

const AT = Date.parse('2026-11-25T10:00:00Z');
const advertiser: Advertiser = {
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  name: 'Lorane',
  legalName: 'Lorane SAS',
  sender: 'Lorane',
  shortCode: '36180',
  country: 'FR',
  codes: ['36180'],
  linkHosts: [],
  createdAt: AT,
};
const paused: Advertiser = { ...advertiser, marketingPaused: { code: 'COMPLAINTS', reason: 'why', at: AT } };

const CLEARED: Outcome = { verdict: 'cleared', text: 'x STOP 36180', sender: 'Lorane' };
const NIGHT: Outcome = { verdict: 'held', until: AT + 9, releaseAt: AT + 9, code: 'WINDOW_CLOSED', detail: '' };
const REFUSED: Outcome = { verdict: 'refused', code: 'OPTED_OUT', detail: '' };

const decision = (outcome: Outcome, more: Partial<Decision['candidate']['request']> = {}): Decision => ({
  candidate: {
    attempt: 1,
    traceparent: '',
    request: { id: 'm', advertiserId: advertiser.id, category: 'marketing', to: '+33639980001', text: 'x', ...more },
  },
  at: AT,
  outcome,
});
const codeOf = ({ outcome }: Decision) => (outcome.verdict === 'cleared' ? 'cleared' : outcome.code);

test.each([
  { it: 'an advert that may leave', of: decision(CLEARED), becomes: 'ADVERTISER_PAUSED' },
  { it: 'an advert that waits for the morning', of: decision(NIGHT), becomes: 'ADVERTISER_PAUSED' },
  { it: 'an advert that is refused', of: decision(REFUSED), becomes: 'OPTED_OUT' },
  { it: 'an informative message', of: decision(CLEARED, { category: 'informative' }), becomes: 'cleared' },
])('while all adverts are paused, $it becomes $becomes', ({ of, becomes }) => {
  expect(codeOf(heedPause(of, paused))).toBe(becomes);
  expect(heedPause(of, advertiser)).toBe(of);
});

test('it waits without end, or until it expires', () => {
  expect(heedPause(decision(CLEARED), paused).outcome).toMatchObject({ verdict: 'held', until: Infinity });
  const expiring = decision(CLEARED, { expiresAt: AT + 5 });
  expect(heedPause(expiring, paused).outcome).toMatchObject({ until: AT + 5, releaseAt: AT + 5 });
});
