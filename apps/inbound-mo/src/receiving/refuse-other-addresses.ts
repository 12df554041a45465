import { Problem } from '@stopsms/http';
import { liesIn } from '@stopsms/kernel';
import type { Request } from 'express';

/**
 * Refuses a call from elsewhere than the provider's addresses, before its body is read.
 * @param addresses - networks of the provider; any if undefined
 * @throws Problem 403: the provider keeps the delivery
 */
export function refuseOtherAddresses(addresses: readonly string[] | undefined, { ip }: Pick<Request, 'ip'>): void {
  if (!addresses || liesIn(addresses, ip)) return;
  throw new Problem('address-refused', REFUSED);
}

const REFUSED =
  'This provider does not call from your address. Nothing was accepted. Check webhook.addresses in PROVIDERS_FILE, and TRUSTED_PROXIES.';
