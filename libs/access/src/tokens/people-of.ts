import type { Log, Readiness } from '@stopsms/service';
import type { OidcSettings } from './oidc-settings';
import { ProviderKeys } from './provider-keys';
import { VerifyToken } from './verify-token';

type Settings = OidcSettings & { STOPSMS_MODE: 'production' | 'development' };

/**
 * How a service knows people, where an identity provider is set. The service starts without it, and stays ready while it is away:
 * keys are taken and messages go on; health tells.
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
