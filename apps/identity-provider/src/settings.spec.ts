import { settingsFrom } from './settings';

const ENOUGH = { STOPSMS_MODE: 'development', OIDC_CLIENT_SECRET: 'a secret of this test' };

describe('the settings of the identity provider', () => {
  it('are complete with a mode and a secret', () => {
    expect(settingsFrom(ENOUGH)).toMatchObject({
      port: 3008,
      issuer: 'http://127.0.0.1:3008',
      audience: 'stopsms',
      consoleUrls: ['http://127.0.0.1:3007'],
      advertisers: [],
    });
  });

  test.each(['production', undefined, ''])(
    'are refused in mode %p, because the provider requires no password',
    (mode) => {
      expect(() => settingsFrom({ ...ENOUGH, STOPSMS_MODE: mode })).toThrow(/development mode alone/);
    },
  );

  it('name everything that is wrong at once', () => {
    const env = { ...ENOUGH, OIDC_CLIENT_SECRET: 'short', CONSOLE_URL: 'console', IDENTITY_PROVIDER_ADVERTISERS: '7' };
    expect(() => settingsFrom(env)).toThrow(
      /OIDC_CLIENT_SECRET[^]*CONSOLE_URL[^]*IDENTITY_PROVIDER_ADVERTISERS.*is no id/,
    );
  });
});
