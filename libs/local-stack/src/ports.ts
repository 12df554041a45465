import { randomInt } from 'node:crypto';
import { createServer, connect } from 'node:net';
import { LocalStackError } from './local-stack-error';
import { portHolder } from './port-holder';

// Below the ranges that Linux (32768–60999) and macOS (49152–65535) take outgoing connections from: a client that
// keeps reconnecting to a stopped broker could otherwise be given the broker's own port.
const LOWEST = 15_000;
const HIGHEST = 30_000;

export interface PortWanted {
  port: number;
  /** User of the port, as in "Kafka needs port 9092". */
  by: string;
  /** The environment variable that chooses another. */
  variable: string;
}

/** A TCP port on which nothing listens on this machine now. Another process may take it before you do. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!(await isTaken(port))) return port;
  }
}

/** @throws LocalStackError `port-taken` naming every taken port, what holds it and the variable that changes it */
export async function assertPortsFree(wanted: PortWanted[]): Promise<void> {
  const taken = [];
  for (const one of wanted) if (await isTaken(one.port)) taken.push(one);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ port, by, variable }) =>
      `  ${by} needs port ${port}, held by ${portHolder(port)}. Stop that, or set ${variable}.`,
  );
  const title = taken.length === 1 ? 'A port is taken:' : `${taken.length} ports are taken:`;
  throw new LocalStackError('port-taken', [title, ...lines].join('\n'));
}

// Both ways, because macOS lets us bind 127.0.0.1 next to a program that listens on every address.
async function isTaken(port: number): Promise<boolean> {
  return (await isListening(port)) || !(await canListen(port));
}

/** True if a program of this machine accepts connections on the port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (taken: boolean) => () => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
