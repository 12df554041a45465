import { isSampled, traceparentFrom } from './trace';

const CARRIED = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

describe('trace context', () => {
  it('is passed on as it came', () => {
    expect(traceparentFrom(CARRIED)).toBe(CARRIED);
  });

  it.each([undefined, '', 'nonsense', CARRIED.replace('00-', '01-')])(
    'starts anew, unrecorded, after "%s"',
    (carried) => {
      expect(traceparentFrom(carried)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
      expect(traceparentFrom(carried)).not.toBe(traceparentFrom(carried));
    },
  );

  it.each([
    { flags: '01', sampled: true },
    { flags: '03', sampled: true },
    { flags: '00', sampled: false },
    { flags: '02', sampled: false },
  ])('with flags $flags it is recorded: $sampled', ({ flags, sampled }) => {
    expect(isSampled(CARRIED.replace(/..$/, flags))).toBe(sampled);
  });

  it('that is malformed is not recorded', () => {
    expect(isSampled('nonsense-01')).toBe(false);
  });
});
