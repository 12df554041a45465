import { isNetwork, liesIn } from './addresses';

const OFFICE = ['192.0.2.0/24', '198.51.100.7', '2001:db8:1::/48'];

test.each([
  ['192.0.2.1', true],
  ['192.0.2.255', true],
  ['192.0.3.1', false],
  ['198.51.100.7', true],
  ['198.51.100.8', false],
  // Form of a socket that listens on both.
  ['::ffff:192.0.2.1', true],
  ['::ffff:192.0.3.1', false],
  ['2001:db8:1:2::9', true],
  ['2001:db8:2::9', false],
  ['fe80::1%eth0', false],
  ['', false],
  ['192.0.2.1, 203.0.113.9', false],
  ['192.0.2', false],
  [undefined, false],
])('%p lies in the office: %p', (from, lies) => expect(liesIn(OFFICE, from)).toBe(lies));

test('no network and an invalid network contain no address', () => {
  expect(liesIn([], '192.0.2.1')).toBe(false);
  expect(liesIn(['192.0.2.0/40', 'office'], '192.0.2.1')).toBe(false);
  expect(liesIn(['0.0.0.0/0'], '192.0.2.1')).toBe(true);
  expect(liesIn(['0.0.0.0/0'], '2001:db8::1')).toBe(false);
});

test.each([
  '192.0.2.0/33',
  '192.0.2.0/-1',
  '192.0.2.0/',
  '192.0.2/24',
  '2001:db8::/129',
  'fe80::1%eth0',
  'a',
  '',
  '1.2.3.4/8/8',
])('%p is no network', (text) => expect(isNetwork(text)).toBe(false));
