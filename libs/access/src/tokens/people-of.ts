import type { Log, Readiness } from '@stopsms/service';
import type { OidcSettings } from './oidc-settings';
import { ProviderKeys } from './provider-keys';
import { VerifyToken } from './verify-token';

type Settings = OidcSettings & { STOPSMS_MODE: 'production' | 'development' };

/**
 * Returns the verifier of tokens if an identity provider is configured. The service starts without the provider and stays ready while
 * it is unavailable: keys are accepted and messages are sent; health reports it.
 */
export function peopleOf(
  config: Settings,
  readiness: Pick<Readiness, 'register'>,
  log: Log,
): { verify: VerifyToken; stop: () => void } | undefined {
  const { OIDC_ISSUER } = config;
  if (OIDC_ISSUER === undefined) return undefined;
  const keys = new ProviderKeys(OIDC_ISSUER, config.STOPSMS_MODE === 'development' || config.ALLOW_PLAIN_OIDC, log);
  readiness.register(
    'identity-provider',
    () => undefined,
    () => keys.state(),
  );
  keys.watch();
  return { verify: new VerifyToken({ ...config, OIDC_ISSUER }, keys), stop: () => keys.stop() };
}
