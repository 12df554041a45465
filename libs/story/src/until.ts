import { setTimeout as pause } from 'node:timers/promises';
import { StoryStopped } from './story-stopped';

const EVERY_MS = 100;
const SAY_EVERY_MS = 10_000;

interface Patience {
  /** Called every ten seconds with what is waited for. */
  say: (line: string) => void;
  /** State that changes while the stack works: another campaign may be in progress and go first. */
  signOfLife: () => Promise<string>;
  /** Longest time without a change. */
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
        // A service may restart while the story runs; the message has the last error if it persists.
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
