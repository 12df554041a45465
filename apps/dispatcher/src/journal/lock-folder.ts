import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type Server, connect, createServer } from 'node:net';
import { join } from 'node:path';

export interface Lock {
  release(): Promise<void>;
}

/**
 * Locks a folder for this process. The lock is a listening socket: it is released when the process ends in any way, and a
 * frozen process keeps it.
 * @returns undefined while another process of this machine holds the lock
 * @throws Error where the folder can have no socket
 */
export async function lockFolder(dir: string): Promise<Lock | undefined> {
  const path = join(dir, 'lock');
  if (await answers(path)) return undefined;
  await rm(path, { force: true });
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(path);
  await once(server, 'listening');
  return { release: () => closed(server) };
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({ code, ...error }: NodeJS.ErrnoException) => {
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve(false);
      // The backlog is full: a frozen owner accepts no connections.
      else if (code === 'EAGAIN') resolve(true);
      else reject(Object.assign(new Error(`${path}: ${code}`), error));
    });
  });
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
