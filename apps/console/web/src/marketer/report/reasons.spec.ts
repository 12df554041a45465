import type { Campaign } from '../parts';
import { groupReasons } from './reasons';

test('messages that did not arrive are grouped by state, rejected ones with failed ones', () => {
  const counts = { refused: 3, blocked: 0, failed: 2, rejected: 1, expired: 0, unknown: 0, cancelled: 0 };
  const reasons = [
    { outcome: 'refused', code: 'CONSENT_MISSING', count: 3 },
    { outcome: 'failed', code: 'UNDELIV', count: 2 },
    { outcome: 'rejected', code: 'INVALID_NUMBER', count: 1 },
    { outcome: 'held', code: 'WINDOW_CLOSED', count: 9 },
  ];
  expect(groupReasons({ counts, reasons } as unknown as Campaign)).toEqual([
    { state: 'refused', count: 3, reasons: [{ code: 'CONSENT_MISSING', count: 3 }] },
    {
      state: 'failed',
      count: 3,
      reasons: [
        { code: 'UNDELIV', count: 2 },
        { code: 'INVALID_NUMBER', count: 1 },
      ],
    },
  ]);
});
