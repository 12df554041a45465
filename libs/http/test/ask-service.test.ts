import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askService } from '../src/ask-service';

/** Serves the responses in order, and closes the connection where there is none. */
async function served(answers: (object | undefined)[], ask: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    const answer = answers.shift();
    if (answer === undefined) return void response.destroy();
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const question = (url: string) => ({ url, method: 'POST' as const, path: '/', body: {}, authorization: undefined });

test('repeats a request whose connection was closed', () =>
  served([undefined, { items: [1] }], async (url) => {
    expect(await askService(question(url))).toEqual({ ok: true, value: { items: [1] } });
  }));

test('a service that closes twice is unavailable', () =>
  served([undefined, undefined, { items: [1] }], async (url) => {
    expect(await askService(question(url))).toMatchObject({ ok: false, refusal: { code: 'away' } });
  }));
