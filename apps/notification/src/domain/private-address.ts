import { BlockList, isIPv6 } from 'node:net';

// A webhook URL is typed by a customer. Without this, it could name a machine behind our firewall, or a cloud's metadata
// service, and have us call it.

/** Everything that IANA does not route on the internet (RFC 6890, RFC 6052, RFC 8215, RFC 4193, RFC 4291), and what leads to an IPv4 address inside of it (RFC 3056, RFC 4380). */
const RESERVED = new BlockList();
for (const subnet of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/127',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]) {
  const [network = '', prefix] = subnet.split('/');
  RESERVED.addSubnet(network, Number(prefix), familyOf(network));
}

/** @param address - an IP address; an IPv4 one written as IPv6 (`::ffff:10.0.0.1`) and a zone (`%eth0`) are understood */
export function isPrivateAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  return RESERVED.check(plain, familyOf(plain));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
