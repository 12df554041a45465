import { setTimeout as pause } from 'node:timers/promises';
import { StoryStopped } from './story-stopped';

const EVERY_MS = 100;
const SAY_EVERY_MS = 10_000;

export interface Patience {
  /** Told what is waited for, each ten seconds. */
  say: (line: string) => void;
  /** What changes while the stack is at work: a campaign of somebody else may be under way, and goes first. */
  signOfLife: () => Promise<string>;
  /** How long nothing may change before waiting is in vain. */
  timeoutMs?: number;
}

/** Waits for what the story promises, and says so. */
export class Waits {
  constructor(private readonly patience: Patience) {}

  /**
   * Asks again until `look` gives something.
   * @throws StoryStopped with the sentence and the last thing seen
   */
  async until<R>(sentence: string, look: () => Promise<R | undefined>): Promise<R> {
    const { say, signOfLife, timeoutMs = 120_000 } = this.patience;
    const startedAt = Date.now();
    let [saidAt, changedAt, sign] = [startedAt, startedAt, ''];
    let fault = '';
    for (;;) {
      try {
        const found = await look();
        if (found !== undefined) return found;
        fault = '';
      } catch (error) {
        // A part may be restarting while the story is told; the last fault is in the message if it stays.
        fault = ` The last fault: ${error instanceof Error ? error.message : String(error)}`;
      }
      const now = Date.now();
      if (now - saidAt > SAY_EVERY_MS) {
        saidAt = now;
        say(`Waiting until ${sentence}, ${Math.round((now - startedAt) / 1000)} s so far`);
      }
      const seen = await signOfLife().catch(() => sign);
      if (seen !== sign) [sign, changedAt] = [seen, now];
      if (now - changedAt > timeoutMs)
        throw new StoryStopped(`Waited ${Math.round((now - startedAt) / 1000)} s in vain until ${sentence}.${fault}`);
      await pause(EVERY_MS);
    }
  }
}
