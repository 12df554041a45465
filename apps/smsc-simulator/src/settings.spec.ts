import { settingsFrom } from './settings';

test('an empty environment gives the ports of the design', () => {
  expect(settingsFrom({})).toEqual({
    host: '127.0.0.1',
    httpPort: 3010,
    smppPort: 2775,
    systemId: 'stopsms',
    password: 'stopsms',
    maxMessages: 1_000_000,
  });
});

test('everything that is wrong is named at once', () => {
  const wrong = { SIMULATOR_HTTP_PORT: 'http', SIMULATOR_SMPP_PORT: '70000', SIMULATOR_PASSWORD: 'too long by 1' };
  expect(() => settingsFrom(wrong)).toThrow(/SIMULATOR_HTTP_PORT.*SIMULATOR_SMPP_PORT.*SIMULATOR_PASSWORD/);
});
