import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutboundClient } from './outbound-client';

const RULES = { urlName: 'url', allowPrivate: false, needTls: false, timeoutMs: 5_000 };
const GET = { method: 'GET' as const, headers: {} };

let calls = 0;
const server = createServer((_, response) => {
  calls += 1;
  response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])(
  'does not connect to this machine as %s, also when a connection was open',
  async (host) => {
    expect(
      await new OutboundClient({ ...RULES, allowPrivate: true }).call({ ...GET, url: `http://127.0.0.1:${port}/` }),
    ).toBe(302);
    const before = calls;
    await expect(new OutboundClient(RULES).call({ ...GET, url: `http://${host}:${port}/` })).rejects.toThrow(
      'leads to a private address',
    );
    expect(calls).toBe(before);
  },
);

it.each(['http://169.254.169.254/latest/meta-data', 'file:///etc/passwd', 'gopher://example.com', 'no url'])(
  'refuses %s',
  (url) => {
    expect(new OutboundClient(RULES).refusalOf(url)).toBeDefined();
  },
);

it('refuses http where TLS is needed', () => {
  expect(new OutboundClient({ ...RULES, needTls: true }).refusalOf('http://example.com')).toContain('https');
});
