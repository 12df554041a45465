import { LINK_SHORTENERS } from '@stopsms/kernel';
import { found } from './numbers';
import type { Signal } from './signals';

/** A host with a scheme, a path, or an ending that people use; a missing space after a full stop is no host. */
const LINK =
  /(?:https?:\/\/)?((?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}(?:com|net|org|eu|fr|be|ch|de|es|it|lu|uk|ie|us|io|co|app|me|info|biz|shop|store|re|gp|mq|ly|gd|gl|at|in|gy|to|link|page|site|online|example))(?![a-z0-9-])(\/[^\s]*)?/g;
const SELLING_PATH =
  /\/(?:promo|promos|promotion|promotions|sale|sales|soldes|offre|offres|offer|offers|deal|deals|shop|boutique|bf|black-friday|destockage)(?![a-z0-9])|[?&](?:utm_|gclid)/;

/** @param linkHosts - hosts of the account; a link to one of them or below it is its own */
export function linkSignals(plain: string, linkHosts: readonly string[]): Signal[] {
  const signals = new Map<string, Signal>();
  for (const [link, host = '', path = ''] of plain.matchAll(LINK)) {
    const own = linkHosts.some((each) => host === each || host.endsWith(`.${each}`));
    if (LINK_SHORTENERS.has(host)) signals.set('SHORTENER', found('SHORTENER', host));
    if (!own) signals.set('FOREIGN_LINK', found('FOREIGN_LINK', host));
    if (SELLING_PATH.test(path)) signals.set('SELLING_LINK', found('SELLING_LINK', link));
  }
  return [...signals.values()];
}
