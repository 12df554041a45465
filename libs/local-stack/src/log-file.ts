import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const ROTATE_AT_BYTES = 20 * 1024 * 1024;
const TAIL_BYTES = 8 * 1024;

/** A log that keeps what earlier runs wrote, up to one older file, and remembers where this run begins. */
export interface LogFile {
  readonly path: string;
  readonly fd: number;
  close(): void;
  /** The last lines that this run wrote, or a sentence saying that it wrote none. */
  tail(lines?: number): string;
}

export function openLogFile(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && statSync(path).size > ROTATE_AT_BYTES) renameSync(path, `${path}.1`);
  const fd = openSync(path, 'a');
  const beginsAt = statSync(path).size;
  return { path, fd, close: () => closeSync(fd), tail: (lines = 20) => readTail(path, beginsAt, lines) };
}

function readTail(path: string, beginsAt: number, lines: number): string {
  const { size } = statSync(path);
  const from = Math.max(beginsAt, size - TAIL_BYTES);
  const buffer = Buffer.alloc(Math.max(0, size - from));
  const fd = openSync(path, 'r');
  try {
    readSync(fd, buffer, 0, buffer.length, from);
  } finally {
    closeSync(fd);
  }
  const text = buffer.toString('utf8').trimEnd();
  return text === '' ? '(it wrote nothing)' : text.split('\n').slice(-lines).join('\n');
}
