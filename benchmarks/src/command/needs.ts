import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { findJasmin, kannelVersion } from '@stopsms/local-stack';

/** Requirement of a benchmark, or a peer that it can do without. */
export interface Need {
  /** As the help says it. */
  what: string;
  /** Reason why it is missing, and what to do; undefined if it is there. */
  missing: () => string | undefined;
  /** Measured without it when it is missing. */
  isPeer?: true;
}

const GB = 1e9;
const gigabytes = (bytes: number): string => `${(bytes / GB).toFixed(1)} GB`;

/** The first program that uses it reports what is wrong with it. */
export const java: Need = { what: 'Java, as npm start does', missing: () => undefined };

/** Source of processor time and memory of other processes. */
export const linux: Need = {
  what: 'Linux, for /proc',
  missing: () => (process.platform === 'linux' ? undefined : `this is ${process.platform}`),
};

export const collector: Need = {
  what: 'node --expose-gc, as npm run bench starts it',
  missing: () => (globalThis.gc ? undefined : 'start it with npm run bench'),
};

export const redis: Need = {
  what: 'redis-server on the PATH',
  missing: () => (redisVersion() === undefined ? 'redis-server does not run' : undefined),
  isPeer: true,
};

export function redisVersion(): string | undefined {
  try {
    return /v=(\S+)/.exec(
      execFileSync('redis-server', ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    )?.[1];
  } catch {
    return undefined;
  }
}

export const kannel: Need = {
  what: 'bearerbox and smsbox (Kannel) on the PATH',
  missing: () => (kannelVersion() === undefined ? 'bearerbox does not run' : undefined),
  isPeer: true,
};

export const jasmin: Need = {
  what: 'jasmind.py (Jasmin), rabbitmq-server and redis-server on the PATH',
  missing: () => {
    const found = findJasmin();
    return typeof found === 'string' ? found : undefined;
  },
  isPeer: true,
};

/** Space where the benchmark's broker writes. */
export const diskSpace = (bytes: number): Need => ({
  what: `${gigabytes(bytes)} in ${tmpdir()}`,
  missing: () => {
    const { bavail, bsize } = statfsSync(tmpdir());
    const free = bavail * bsize;
    return free < bytes ? `${gigabytes(free)} are free; TMPDIR names another folder` : undefined;
  },
});

export const heap = (bytes: number): Need => ({
  what: `${gigabytes(bytes)} of heap`,
  missing: () => {
    const limit = getHeapStatistics().heap_size_limit;
    const megabytes = Math.ceil(bytes / 2 ** 20);
    return limit < bytes
      ? `Node takes ${gigabytes(limit)}; set NODE_OPTIONS=--max-old-space-size=${megabytes}`
      : undefined;
  },
});

/** Returns missing requirements, and notes about missing peers. */
export function lookFor(needs: readonly Need[]): { unmet: string[]; without: string[] } {
  const found = needs.map((need) => ({ ...need, why: need.missing() })).filter(({ why }) => why !== undefined);
  return {
    unmet: found.filter(({ isPeer }) => !isPeer).map(({ what, why }) => `${what} (${why})`),
    without: found
      .filter(({ isPeer }) => isPeer)
      .map(({ what, why }) => `Without the peer that needs ${what}: ${why}.`),
  };
}
