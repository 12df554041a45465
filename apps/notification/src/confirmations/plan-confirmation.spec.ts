import type { Advertiser, OptOutChanged } from '@stopsms/contracts';
import { planConfirmation } from './plan-confirmation';
import { planReturn } from './plan-return';

const NOW = Date.parse('2026-11-25T22:30:00Z');
const ACME: Advertiser = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'ACME',
  legalName: 'ACME SAS',
  sender: 'ACME',
  shortCode: '36180',
  country: 'FR',
  codes: ['36180'],
  linkHosts: [],
  createdAt: 0,
};
const EPISODES = ['22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333'] as const;
const byWeb: OptOutChanged = {
  changeId: '44444444-4444-4444-8444-444444444444',
  recipientKey: 'a'.repeat(22),
  change: 'opted-out',
  optOuts: [{ scope: ACME.id, advertiserId: ACME.id, episodeId: EPISODES[0] }],
  source: 'web',
  evidenceId: 'token',
  msisdn: '+33639980001',
  region: 'FR',
  attributed: true,
  at: NOW - 50,
};
const { msisdn: _, ...withoutNumber } = byWeb;

test.each<[string, OptOutChanged, Advertiser[]]>([
  ['repeated', { ...byWeb, change: 'repeated' }, [ACME]],
  ['returned', { ...byWeb, change: 'returned' }, [ACME]],
  ['silent-source', { ...byWeb, source: 'complaint' }, [ACME]],
  ['by-operator', { ...byWeb, source: 'sms', code: '36180', confirmedBy: 'twilio' }, [ACME]],
  ['no-number', withoutNumber, [ACME]],
  ['no-sender', byWeb, []],
  ['no-hour', { ...byWeb, region: 'XX' }, [ACME]],
])('an opt-out is not confirmed: %s', (code, event, advertisers) => {
  expect(planConfirmation(event, advertisers, NOW)).toEqual({ ok: false, refusal: { code } });
});

test('a return is not confirmed if the operator that received START answers it', () => {
  const event: OptOutChanged = { ...byWeb, change: 'returned', source: 'sms', code: '36180' };
  expect(planReturn(event, [ACME], NOW)).toMatchObject({ ok: true });
  expect(planReturn({ ...event, confirmedBy: 'twilio' }, [ACME], NOW)).toEqual({
    ok: false,
    refusal: { code: 'by-operator' },
  });
});

test('an opt-out on the web page at night is confirmed in the morning by the usual sender, and expires a day after', () => {
  const dueAt = Date.parse('2026-11-26T07:00:00Z');
  expect(planConfirmation(byWeb, [ACME], NOW)).toMatchObject({
    ok: true,
    value: { dueAt, message: { sender: 'ACME', at: NOW, expiresAt: dueAt + 86_400_000 } },
  });
});

test('in the US an opt-out on the web page at night is confirmed at once, from a number', () => {
  const american = { ...byWeb, msisdn: '+12125550123', region: 'US' };
  const account = { ...ACME, senders: [{ country: 'US', sender: '+18335550123' }] };
  expect(planConfirmation(american, [account], NOW)).toMatchObject({
    ok: true,
    value: { dueAt: NOW, message: { sender: '+18335550123' } },
  });
  expect(planConfirmation(american, [ACME], NOW)).toEqual({ ok: false, refusal: { code: 'no-sender' } });
});

test('one message confirms all episodes of an event, in whatever order they arrive', () => {
  const [first, second] = EPISODES.map((episodeId) => ({ scope: ACME.id, advertiserId: ACME.id, episodeId }));
  const ids = [
    [first, second],
    [second, first],
  ].map((optOuts) => {
    const plan = planConfirmation({ ...byWeb, optOuts: optOuts as OptOutChanged['optOuts'] }, [ACME], NOW);
    return plan.ok && [plan.value.message.messageId, plan.value.episodeIds];
  });
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).toEqual([expect.any(String), EPISODES]);
});
