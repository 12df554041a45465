import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './entry';

/** Entries of one file, about 30 MB. */
const SEGMENT_ENTRIES = 100_000;
const SEGMENT = /^\d+\.jsonl$/;

interface Segment {
  file: string;
  /** Submits in it. */
  submits: number;
}

interface JournalOptions {
  dir: string;
  /** Submits kept on disk, at least; older files are deleted. */
  capacity: number;
  segmentEntries?: number;
}

/**
 * Journal of the operator's events, one JSON line each, for a restarted simulator. An appended line is passed to the
 * operating system before the event is acknowledged: it survives the end of the process, though not a power cut. Lines of one
 * turn of the event loop are written together.
 */
export class Journal {
  private readonly segments: Segment[];
  private readonly segmentEntries: number;
  private lines: string[] = [];
  private written: Promise<void> | undefined;
  private fd: number | undefined;
  private entriesInSegment = 0;
  private isTorn = false;
  private numbers: () => Entry = () => ({ kind: 'numbers', messages: 1, replies: 1 });

  constructor(private readonly options: JournalOptions) {
    this.segmentEntries = options.segmentEntries ?? SEGMENT_ENTRIES;
    mkdirSync(options.dir, { recursive: true, mode: 0o700 });
    this.segments = readdirSync(options.dir)
      .filter((name) => SEGMENT.test(name))
      .sort()
      .map((name) => ({ file: join(options.dir, name), submits: 0 }));
  }

  /** All entries, oldest first. Read them to the end before anything is appended. */
  *entries(): Generator<Entry> {
    for (const segment of this.segments) {
      for (const line of readFileSync(segment.file, 'utf8').split('\n')) {
        const entry = parsed(line);
        if (entry?.kind === 'submit') segment.submits += 1;
        if (entry) yield entry;
      }
    }
  }

  /** @param numbers - what opens each file: how far messages and replies were counted before it */
  open(numbers: () => Entry): void {
    this.numbers = numbers;
    this.nextSegment();
  }

  /** Resolves once it would survive the end of this process. */
  append(entry: Entry): Promise<void> {
    this.lines.push(JSON.stringify(entry));
    const segment = this.segments.at(-1);
    if (segment && entry.kind === 'submit') segment.submits += 1;
    this.written ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          this.write();
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      });
    });
    return this.written;
  }

  close(): void {
    this.write();
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  private write(): void {
    this.written = undefined;
    if (this.lines.length === 0 || this.fd === undefined) return;
    const { lines } = this;
    this.lines = [];
    this.put(lines);
    this.entriesInSegment += lines.length;
    if (this.entriesInSegment >= this.segmentEntries) this.nextSegment();
  }

  private put(lines: string[]): void {
    try {
      // Ends a line that an earlier failure left half written.
      writeFileSync(this.fd as number, `${this.isTorn ? '\n' : ''}${lines.join('\n')}\n`);
      this.isTorn = false;
    } catch (error) {
      this.isTorn = true;
      throw error;
    }
  }

  private nextSegment(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    const last = Number(/(?<!\d)(\d+)\.jsonl$/.exec(this.segments.at(-1)?.file ?? '')?.[1] ?? 0);
    const file = join(this.options.dir, `${String(last + 1).padStart(8, '0')}.jsonl`);
    this.fd = openSync(file, 'a', 0o600);
    this.segments.push({ file, submits: 0 });
    this.entriesInSegment = 0;
    this.put([JSON.stringify(this.numbers())]);
    this.deleteOldest();
  }

  private deleteOldest(): void {
    let kept = this.segments.reduce((sum, { submits }) => sum + submits, 0);
    for (let [oldest] = this.segments; oldest && this.segments.length > 1; [oldest] = this.segments) {
      kept -= oldest.submits;
      if (kept < this.options.capacity) return;
      rmSync(oldest.file, { force: true });
      this.segments.shift();
    }
  }
}

/** Returns undefined for a line that was cut, by a full disk or a power cut: its event was never acknowledged. */
function parsed(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}
