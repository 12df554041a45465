import { isPrivateAddress } from './private-address';

test.each([
  '10.1.2.3',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:192.168.0.1',
  '64:ff9b::a01:203',
  '64:ff9b:1:fffe:a:102:300:0',
  '2002:a01:203::1',
  '2001:0:a01:203::1',
  '2001:db8::1',
  '100::1',
  'fec0::1',
  '192.88.99.1',
  'fd00::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '2003::1',
  '64:ff9b:2::1',
  '::ffff:1.1.1.1',
])('%s is on the internet', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});
