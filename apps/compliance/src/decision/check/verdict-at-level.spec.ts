import type { DecisionCode } from '../../rules/reasons/decision-reasons';
import { verdictAtLevel } from './verdict-at-level';

const under = (level: 'observe' | 'stop-only' | 'full', codes: DecisionCode[]) =>
  verdictAtLevel(
    level,
    'refuse',
    codes.map((code) => ({ code, detail: '' })),
  );

it.each([
  ['observe', ['MENTION_MISSING'], 'accept', ['MENTION_MISSING']],
  ['stop-only', ['MENTION_MISSING'], 'refuse', []],
  ['stop-only', ['SENDER_UNREGISTERED', 'REVIEW_NEEDED'], 'review', ['SENDER_UNREGISTERED']],
  ['observe', ['MENTION_MISSING', 'SENDER_NOT_YOURS'], 'refuse', ['MENTION_MISSING']],
  ['full', ['CAP_REACHED'], 'refuse', []],
  ['observe', ['CAP_REACHED', 'ADVERTISER_PAUSED'], 'accept', ['CAP_REACHED']],
] as const)('under %s, reasons %j give the verdict %s', (level, codes, verdict, observed) => {
  expect(under(level, [...codes])).toEqual({ level, verdict, observed });
});

it('refuses messages above a quota at each level', () => {
  expect(under('observe', ['QUOTA_EXCEEDED'])).toMatchObject({ verdict: 'refuse', observed: [] });
});
