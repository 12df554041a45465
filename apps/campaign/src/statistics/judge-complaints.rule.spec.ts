import { judgeComplaints } from './judge-complaints.rule';

const limits = { complaints: 3, rate: 0.003 };

test.each([
  { it: 'nobody complained', complaints: 0, delivered: 1_000, stops: false },
  { it: 'two of ten complained', complaints: 2, delivered: 10, stops: false },
  { it: 'three of 1,000 complained, which is 0.3 %', complaints: 3, delivered: 1_000, stops: false },
  { it: 'three of 999 complained', complaints: 3, delivered: 999, stops: true },
  { it: 'three complained before any receipt came', complaints: 3, delivered: 0, stops: true },
  { it: '3,000 of a million complained', complaints: 3_000, delivered: 1_000_000, stops: false },
  { it: '3,001 of a million complained', complaints: 3_001, delivered: 1_000_000, stops: true },
])('when $it', ({ complaints, delivered, stops }) => {
  expect(judgeComplaints({ complaints, delivered }, limits) !== undefined).toBe(stops);
});

test('states the number of complaints and the limit', () => {
  expect(judgeComplaints({ complaints: 31, delivered: 9_000 }, limits)).toBe(
    '31 complaints within 7 days about 9000 adverts delivered, more than 0.3 %.',
  );
});
