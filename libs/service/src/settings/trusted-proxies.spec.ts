import { trustedProxies } from './trusted-proxies';

test('accepts addresses, networks and names of networks', () => {
  expect(trustedProxies.parse('10.1.2.3, 10.0.0.0/8 fd00::/8,loopback')).toEqual([
    '10.1.2.3',
    '10.0.0.0/8',
    'fd00::/8',
    'loopback',
  ]);
});

test.each([
  '0.0.0.0/1,128.0.0.0/1',
  '::/1 8000::/1',
  '0.0.0.0/2,64.0.0.0/2,128.0.0.0/2,192.0.0.0/2',
  Array.from({ length: 256 }, (_, n) => `${n}.0.0.0/8`).join(),
  '10.0.0.0/7',
  '2000::/3',
  '::/64',
  '::ffff:0:0/96',
  Array.from({ length: 512 }, (_, n) => `2${n.toString(16).padStart(3, '0')}::/16`).join(),
])('does not accept %s, which trusts nearly everybody', (list) => {
  expect(trustedProxies.safeParse(list).success).toBe(false);
});

test('accepts the networks of a large provider', () => {
  const list =
    '173.245.48.0/20,103.21.244.0/22,104.16.0.0/13,162.158.0.0/15,2400:cb00::/32,2606:4700::/32,fc00::/7,10.0.0.0/8';
  expect(trustedProxies.safeParse(list).success).toBe(true);
});

test.each(['true', '1', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example', '::/0', '10.0.0.0/x'])(
  'does not accept %s, which would trust everybody or nobody',
  (list) => expect(trustedProxies.safeParse(list).success).toBe(false),
);
