import { isAmong, operatorErrors } from './operator-errors';

const setting = operatorErrors('53');

test.each([
  { given: undefined, provider: 'ovh', error: '053', among: true },
  { given: undefined, provider: 'ovh', error: '53', among: true },
  { given: undefined, provider: 'ovh', error: '530', among: false },
  { given: undefined, provider: 'ovh', error: undefined, among: false },
  { given: '053, twilio:21610', provider: 'ovh', error: '53', among: true },
  { given: '053, twilio:21610', provider: 'twilio', error: '21610', among: true },
  { given: '053, twilio:21610', provider: 'ovh', error: '21610', among: false },
])('with $given, error $error of $provider is among them: $among', ({ given, provider, error, among }) => {
  expect(isAmong(setting.parse(given), provider, error)).toBe(among);
});

test.each(['', 'fifty', '53,', '53;54', 'ovh:'])('"%s" is refused as a setting', (text) => {
  expect(() => setting.parse(text)).toThrow('must be <error> or <operator>:<error>');
});
