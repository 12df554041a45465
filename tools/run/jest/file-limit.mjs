import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import events from './events.js';
import logs from './log-folder.js';

const LOOK_EVERY_MS = 1000;
/** From being asked to end to being ended, and from a file's end to Jest's word about it. */
const GRACE_MS = 15_000;
/** Limit for stopping the broker and the database of the run, after the last file. */
const LINGER_MS = 60_000;

/** Ends a file that takes too long, by its process, and Jest itself when it hangs: neither may hold up the totals. */
export class FileLimit {
  /** Reason why Jest itself was ended; undefined if it was not. */
  why;
  #asked = new Set();

  /** @param minutes - for one file, and for Jest between two */
  constructor(eventFile, minutes) {
    this.eventFile = eventFile;
    this.minutes = minutes;
  }

  watch(jest) {
    this.jest = jest;
    this.startedAt = Date.now();
    this.timer = setInterval(() => this.#look(Date.now()), LOOK_EVERY_MS);
  }

  stop() {
    clearInterval(this.timer);
  }

  /** The processes of the files that run, which may not notice that Jest has gone. */
  endAll(signal) {
    for (const { pid } of events.progressOf(this.eventFile).running.values()) end(pid, signal);
  }

  /** Ends everything with Jest, however it ended: even a file that was about to begin in its process. */
  async endRest() {
    const until = Date.now() + LINGER_MS;
    for (;;) {
      this.endAll('SIGKILL');
      const { running, complete } = events.progressOf(this.eventFile);
      const unknown = [...running.values()].some(({ pid }) => pid === undefined);
      if (complete || !unknown || Date.now() > until) return;
      await delay(LOOK_EVERY_MS);
    }
  }

  #look(now) {
    const { running, complete, lastAt } = events.progressOf(this.eventFile);
    for (const [file, { startedAt, pid }] of running) this.#lookAt(file, pid, now - startedAt);
    const silentMs = now - Math.max(lastAt, this.startedAt);
    if (running.size === 0 && silentMs > (complete ? LINGER_MS : this.#limitMs)) {
      this.#endJest(
        complete ? 'they were done but left something open' : `nothing happened for ${this.minutes} minutes`,
      );
    }
  }

  #lookAt(file, pid, tookMs) {
    const overMs = tookMs - this.#limitMs;
    if (overMs < 0) return;
    if (!this.#asked.has(file)) {
      this.#asked.add(file);
      console.error(`${relative(logs.root, file)} is not done after ${this.minutes} minutes, so it is ended.`);
      end(pid, 'SIGTERM');
    }
    if (overMs > GRACE_MS) end(pid, 'SIGKILL');
    if (overMs > 2 * GRACE_MS || pid === undefined)
      this.#endJest(`${relative(logs.root, file)} could not be ended alone`);
  }

  #endJest(why) {
    this.why ??= why;
    this.endAll('SIGKILL');
    this.jest.kill('SIGKILL');
  }

  get #limitMs() {
    return this.minutes * 60_000;
  }
}

function end(pid, signal) {
  try {
    if (pid) process.kill(pid, signal);
  } catch {
    // ESRCH: it has just ended by itself.
  }
}
