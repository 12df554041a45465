import { BlockList, isIPv6 } from 'node:net';

// A webhook URL is typed by a customer. Without this, it could name a machine behind our firewall, or a cloud's metadata
// service, and have us call it.

/** Public addresses of IPv6; the rest is unassigned or reserved. IPv4 addresses occur in their mapped form too. */
const GLOBAL = listOf(['2000::/3', '::ffff:0:0/96']);

/**
 * Within those and all of IPv4, what the IANA registries of special-purpose addresses list, and what leads from there to
 * an IPv4 address inside of it (RFC 3056, RFC 4380). 168.63.129.16 is how a machine of Azure reaches its host.
 */
const RESERVED = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
]);

/** @param address - an IP address; an IPv4 one written as IPv6 (`::ffff:10.0.0.1`) and a zone (`%eth0`) are understood */
export function isPrivateAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = familyOf(plain);
  return (family === 'ipv6' && !GLOBAL.check(plain, family)) || RESERVED.check(plain, family);
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), familyOf(network));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
