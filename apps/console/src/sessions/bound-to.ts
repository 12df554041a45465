import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * Binding of a session, so that a stolen cookie opens nothing elsewhere. A network rather than an address: people
 * on the move keep theirs within it, mostly, and who does not signs in again, which the provider does without asking.
 * @returns digest of browser and network, or of the browser alone
 */
export function boundTo(agent: string | undefined, address: string | undefined, by: 'network' | 'agent'): string {
  const network = by === 'network' ? networkOf(address ?? '') : '';
  return createHash('sha256')
    .update(`${agent ?? ''}\n${network}`)
    .digest('base64url');
}

/** The first three octets of IPv4, the first 56 bits of IPv6; anything else as it is. */
export function networkOf(address: string): string {
  const [unzoned = ''] = address.split('%', 1);
  const plain = unzoned.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const all =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - last.length).fill('0'), ...last];
  const hex = all.map((group) => group.padStart(4, '0').toLowerCase()).join('');
  return hex.slice(0, 14);
}
