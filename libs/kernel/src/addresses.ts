import { BlockList, isIP } from 'node:net';

// Addresses of callers: single ones and networks, IPv4 and IPv6.

const BITS = { 4: 32, 6: 128 } as const;
const lists = new WeakMap<readonly string[], BlockList>();

/** Parses `192.0.2.7`, `192.0.2.0/24` or `2001:db8::/32`; undefined for anything else. */
function networkIn(text: string): [address: string, bits: number, family: 'ipv4' | 'ipv6'] | undefined {
  const [address = '', given, ...more] = text.split('/');
  const version = isIP(address);
  if (more.length > 0 || (version !== 4 && version !== 6) || address.includes('%')) return undefined;
  const bits = given === undefined ? BITS[version] : /^\d{1,3}$/.test(given) ? Number(given) : -1;
  return bits >= 0 && bits <= BITS[version] ? [address, bits, version === 4 ? 'ipv4' : 'ipv6'] : undefined;
}

export const isNetwork = (text: string): boolean => networkIn(text) !== undefined;

/**
 * Returns whether an address belongs to one of the networks; false if it cannot be parsed.
 * @param from - as the socket has it, an IPv4 address also as `::ffff:192.0.2.7`
 */
export function liesIn(networks: readonly string[], from: string | undefined): boolean {
  const address = from?.split('%')[0] ?? '';
  const version = isIP(address);
  return version !== 0 && listOf(networks).check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Returns the network by which callers are counted: an IPv4 address itself, also if it is written as IPv6, and the /64 of an IPv6 address,
 * within which one host has as many addresses as it likes.
 */
export function networkOf(from: string): string {
  const address = from.split('%')[0] ?? '';
  const [mapped] = /(?<=^::ffff:)[\d.]+$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function listOf(networks: readonly string[]): BlockList {
  const kept = lists.get(networks);
  if (kept) return kept;
  const list = new BlockList();
  for (const network of networks.map(networkIn)) {
    if (network) list.addSubnet(...network);
  }
  lists.set(networks, list);
  return list;
}
