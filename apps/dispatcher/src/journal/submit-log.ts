import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import type { Log } from '@stopsms/service';
import { type Lock, lockFolder } from './lock-folder';
import { dispatchKey } from '../messages/dispatchable';
import { type Entry, type Line, linesOf, readOpen, writeLines } from './submit-log-lines';

export interface SubmitLogSettings {
  /** Folder of this replica alone; without one, nothing is kept. */
  dir: string | undefined;
}

export const SUBMIT_LOG_SETTINGS = Symbol('submit log settings');

/** Size above which the log is rewritten with the open tries alone. */
const COMPACT_OCTETS = 4_000_000;
const FILE = 'submits.log';
/** Differs after each boot; after a reboot it is not known how much of a file had reached the disk. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * Log on local disk of what this replica has journalled, is about to write to an operator and was answered. Writes reach the
 * page cache only, which outlives a killed process. The next process on the same machine, without a reboot in between, knows
 * what was never written and what was answered; what was written and not answered stays unknown.
 */
export class SubmitLog {
  private open = new Map<string, Entry>();
  private fd: number | undefined;
  private octets = 0;

  private constructor(
    private readonly path: string,
    private readonly bootId: string,
    private readonly log: Log,
    private readonly lock?: Lock,
  ) {}

  /** @param dir - this replica's own folder; without one, with one in use, or without a boot id, nothing is kept */
  static async open(dir: string | undefined, log: Log): Promise<SubmitLog> {
    const none = new SubmitLog('', '', log);
    if (dir === undefined) return none;
    try {
      const bootId = readFileSync(BOOT_ID, 'utf8').trim();
      mkdirSync(dir, { recursive: true });
      const lock = await lockFolder(dir);
      if (!lock) {
        log.warn({ dir }, 'Another process uses SUBMIT_LOG_DIR: nothing is kept there. Give each replica its own.');
        return none;
      }
      const opened = new SubmitLog(join(dir, FILE), bootId, log, lock);
      opened.begin();
      return opened;
    } catch (error) {
      log.warn({ err: error, dir }, 'No submit log: submits that a crash leaves open will be unknown');
      return none;
    }
  }

  /** Tries that the previous process left open, until they are closed: those never written, and those answered. */
  left(): { unwritten: Begun[]; answered: MessageStatus[] } {
    const entries = [...this.open.values()];
    return {
      unwritten: entries.flatMap(({ begun, outcome }) => (outcome ? [] : [begun])),
      answered: entries.flatMap(({ outcome }) => outcome ?? []),
    };
  }

  /** Called before the journal has the tries. */
  begun(tries: readonly Begun[]): void {
    if (this.fd === undefined || tries.length === 0) return;
    const begun = tries.map(withoutNumber);
    for (const one of begun) this.open.set(dispatchKey(one), { begun: one, isWritten: false });
    this.append({ begun });
  }

  /**
   * Called just before a part is written.
   * @returns the reason why it must not be written: after a crash it could be sent twice
   */
  writes(key: string): string | undefined {
    const entry = this.open.get(key);
    if (this.fd === undefined || !entry || entry.isWritten) return undefined;
    const problem = this.append({ writes: key });
    entry.isWritten = problem === undefined;
    return problem;
  }

  answered(key: string, status: MessageStatus): void {
    const entry = this.open.get(key);
    if (this.fd === undefined || !entry) return;
    entry.outcome = status;
    this.append({ answered: key, outcome: status });
  }

  /** Called once the reports are published. */
  closed(reports: readonly (TryRequeued | MessageStatus)[]): void {
    const closed = reports.filter((one) => this.isOfLastTry(one)).map(dispatchKey);
    if (this.fd === undefined || closed.length === 0) return;
    for (const key of closed) this.open.delete(key);
    this.append({ closed });
    if (this.octets > COMPACT_OCTETS) this.compact();
  }

  async end(): Promise<void> {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
    await this.lock?.release();
  }

  private isOfLastTry(report: TryRequeued | MessageStatus): boolean {
    const entry = this.open.get(dispatchKey(report));
    return entry !== undefined && [undefined, entry.begun.submission].includes(report.submission);
  }

  private begin(): void {
    if (existsSync(this.path)) this.open = readOpen(readFileSync(this.path, 'utf8'), this.bootId);
    // The outcome of a try that was written and not answered is not known.
    for (const [key, { isWritten, outcome }] of this.open) if (isWritten && !outcome) this.open.delete(key);
    this.compact();
  }

  /** Rewrites the log with the open tries alone. */
  private compact(): void {
    try {
      const fd = openSync(`${this.path}.new`, 'w', 0o600);
      this.octets = writeLines(fd, linesOf(this.open, this.bootId));
      renameSync(`${this.path}.new`, this.path);
      if (this.fd !== undefined) closeSync(this.fd);
      this.fd = fd;
    } catch (error) {
      this.giveUp(error);
    }
  }

  private append(line: Line): string | undefined {
    try {
      this.octets += writeLines(this.fd as number, [line]);
      return undefined;
    } catch (error) {
      return this.giveUp(error);
    }
  }

  /**
   * Empties the log: one that lacks a line must not be trusted.
   * @returns the problem, if it cannot be emptied either
   */
  private giveUp(error: unknown): string | undefined {
    this.log.warn({ err: error }, 'The submit log cannot be written: submits that a crash leaves open will be unknown');
    try {
      if (this.fd !== undefined) ftruncateSync(this.fd);
      else if (existsSync(this.path)) unlinkSync(this.path);
    } catch (still) {
      return `The submit log can neither be written nor emptied: ${(still as Error).message}`;
    }
    this.fd = undefined;
    this.open.clear();
    return undefined;
  }
}

/** Removes the phone number, which only the unsubscribe page needs. */
function withoutNumber({ unsubscribe: _, ...begun }: Begun): Begun {
  return begun;
}
