import { setTimeout as pause } from 'node:timers/promises';
import { endOf } from '@stopsms/local-stack';
import type { Violation } from './check/history';
import { RESTARTABLE } from './fault-plan';
import type { Scene, SceneReport } from './scene';

/** A campaign should be under way when the first service ends. */
const BEFORE_MS = 5_000;

/**
 * Restarts as a deployment does, but with one replica of most services, so harder: each gets SIGTERM, and is started again once it has ended.
 * @returns how often each was restarted
 * @throws Error if one has to be killed or says that it did not end well
 */
export async function rollOver({ inflictor, say }: Scene, rounds: number): Promise<Record<string, number>> {
  await pause(BEFORE_MS);
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of RESTARTABLE) {
      const part = inflictor.part(name);
      const startedAt = performance.now();
      const exit = await part.stop();
      if (exit.code !== 0) throw new Error(`${name} was asked to end and ended with ${endOf(exit)}`);
      const endedAt = performance.now();
      await part.restart();
      say(`round ${round}: ${name} ended in ${since(startedAt, endedAt)}, was ready again after ${since(endedAt)}`);
    }
  }
  say('every restart is over');
  return Object.fromEntries(RESTARTABLE.map((name) => [`restart ${name}`, rounds]));
}

/** A service that shuts down waits for pending responses. */
export function unknownAfter({ figures }: SceneReport): Violation[] {
  if (figures.unknown === 0) return [];
  return [{ rule: 'a restart in order leaves nothing unknown', id: 'all', detail: `${figures.unknown} are unknown` }];
}

const since = (from: number, to = performance.now()): string => `${((to - from) / 1000).toFixed(1)} s`;
