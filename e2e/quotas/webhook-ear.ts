import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  type: string;
  data: { period: string; percent: number; limit: number; used: number };
}

/** An advertiser's machine that takes every webhook; `work` hears what was told so far. */
export async function withWebhook<R>(work: (url: string, told: readonly Told[]) => Promise<R>): Promise<R> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      told.push(JSON.parse(body) as Told);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, told);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
