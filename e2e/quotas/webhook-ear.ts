import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  type: string;
  data: { period: string; percent: number; limit: number; used: number };
}

/** An advertiser's machine that takes every webhook; `work` sees what was received so far. */
export async function withWebhook<R>(
  work: (url: string, received: readonly ReceivedWebhook[]) => Promise<R>,
): Promise<R> {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(JSON.parse(body) as ReceivedWebhook);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
