import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS, PARTS_MISSING, errorOf, stateOf } from './receipt-errors';

const docs = join(__dirname, '../../../../docs');
const page = readFileSync(join(docs, 'doors/smpp.md'), 'utf8');
const reasons = readFileSync(join(docs, 'reason-codes.md'), 'utf8');

/** Codes with which a message waits and does not end. */
const PASSING = [
  ...['ADVERTISER_PAUSED', 'CAMPAIGN_PAUSED', 'CONSENT_UNREAD', 'KEY_CHANGED', 'NOT_BEFORE', 'NOT_WRITTEN'],
  ...['REPLY_UNREAD', 'ROUTE_CLOSED', 'WINDOW_CLOSED', 'WINDOW_ENDING', 'CAMPAIGN_NOT_YOURS'],
];

it('has a number of its own for each reason that ends a message, as the page says', () => {
  const codes = [...reasons.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => String(code));
  const ending = [...new Set(codes)].filter((code) => !PASSING.includes(code));
  expect(ending.filter((code) => ERRORS[code] === undefined)).toEqual([]);
  expect(new Set(Object.values(ERRORS)).size).toBe(Object.keys(ERRORS).length);
  const listed = [...page.matchAll(/^\| (\d{3}) +\| `([A-Z_]+)` +\|$/gm)].map(([, number, code]) => [
    code,
    Number(number),
  ]);
  expect(listed).toEqual(Object.entries(ERRORS).sort(([, one], [, other]) => one - other));
  expect(ERRORS[PARTS_MISSING]).toBe(972);
});

it.each([
  [{ stage: 'refused', code: 'OPTED_OUT' }, 'UNDELIV', '900'],
  [{ stage: 'refused', code: 'NEW_REASON' }, 'UNDELIV', '999'],
  [{ stage: 'rejected', code: 'OPERATOR_REJECTED' }, 'REJECTD', '970'],
  [{ stage: 'expired', code: 'EXPIRED' }, 'EXPIRED', '966'],
  [{ stage: 'delivered', stat: 'DELIVRD', error: '0' }, 'DELIVRD', '000'],
  [{ stage: 'failed', stat: 'EXPIRED', error: '27' }, 'EXPIRED', '027'],
  [{ stage: 'failed', stat: 'UNKNOWN' }, 'UNKNOWN', '000'],
  [{ stage: 'failed', stat: 'no state', error: 'not\r\nan error' }, 'UNDELIV', '000'],
] as const)('reports %j as %s with error %s', (content, state, error) => {
  expect([stateOf(content), errorOf(content)]).toEqual([state, error]);
});
