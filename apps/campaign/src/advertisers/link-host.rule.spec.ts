import { linkHostFault } from './link-host.rule';

test.each(['s.example-brand.fr', 'brisane.example', 'a.b.c.co.uk', 'xn--caf-dma.fr'])('accepts %s', (host) => {
  expect(linkHostFault(host)).toBeUndefined();
});

test.each([
  { host: 'https://x.fr', says: 'without scheme' },
  { host: 'x.fr/u', says: 'without scheme' },
  { host: 'brand', says: 'has no dot' },
  { host: 'localhost', says: 'has no dot' },
  { host: 'x.fr:8443', says: 'has a port' },
  { host: 'x.fr:', says: 'has a port' },
  { host: '192.0.2.7', says: 'is an address' },
  { host: '2001:db8::1', says: 'is an address' },
  { host: 's.brand.local', says: 'leads nowhere' },
  { host: 's.brand.test', says: 'leads nowhere' },
  { host: 'x..fr', says: 'without scheme' },
  { host: '-x.fr', says: 'without scheme' },
  { host: 'x_y.fr', says: 'without scheme' },
  { host: 'x.fr.', says: 'without scheme' },
  { host: 'x.xn--p1ai', says: 'letters alone' },
  { host: 'bit.ly', says: 'shortener' },
  { host: '', says: 'without scheme' },
])('rejects "$host": $says', ({ host, says }) => {
  expect(linkHostFault(host)).toContain(says);
});
