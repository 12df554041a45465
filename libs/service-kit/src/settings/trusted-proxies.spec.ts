import { trustedProxies } from './trusted-proxies';

test('takes addresses, networks and names of networks', () => {
  expect(trustedProxies.parse('10.1.2.3, 10.0.0.0/8 fd00::/8,loopback')).toEqual([
    '10.1.2.3',
    '10.0.0.0/8',
    'fd00::/8',
    'loopback',
  ]);
});

test.each(['true', '1', '10.0.0.0/0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example', '::/0', '10.0.0.0/x'])(
  'does not take %s, which would believe everybody or nobody',
  (list) => expect(trustedProxies.safeParse(list).success).toBe(false),
);
