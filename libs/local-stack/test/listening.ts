import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Holds a free port, as another program would, while `work` runs. */
export async function whilePortIsTaken(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}
