import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type Server, connect, createServer } from 'node:net';
import { join } from 'node:path';

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process. The lock is a socket that listens: it is let go when the process ends in whatever way, and
 * a frozen one still has it.
 * @returns undefined while a process of this machine has it
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
      // Full of connections that a frozen owner has not taken.
      else if (code === 'EAGAIN') resolve(true);
      else reject(Object.assign(new Error(`${path}: ${code}`), error));
    });
  });
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
