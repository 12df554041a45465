import { writeSync } from 'node:fs';
import type { Begun, MessageStatus } from '@stopsms/contracts';
import { dispatchKey } from '../messages/dispatchable';

/** One line of the log of submits, as JSON. Keys are dispatch keys. */
export type Line =
  | { boot: string }
  | { begun: Begun[] }
  | { writes: string }
  | { answered: string; outcome: MessageStatus }
  | { closed: string[] };

/** State of an open try to submit. */
export interface Entry {
  /** Journal entry. */
  begun: Begun;
  isWritten: boolean;
  /** Outcome from the response of the operator. */
  outcome?: MessageStatus;
}

/**
 * Returns the open tries of a log. Its last line may be cut, if its process was killed.
 * @param bootId - id of this boot of the machine; a log of an earlier boot is ignored
 */
export function readOpen(text: string, bootId: string): Map<string, Entry> {
  const open = new Map<string, Entry>();
  const [first, ...lines] = text.split('\n').flatMap((line) => parsed(line) ?? []);
  if (!first || !('boot' in first) || first.boot !== bootId) return open;
  for (const line of lines) replay(line, open);
  return open;
}

/** Shortest log with the same open tries. */
export function linesOf(open: ReadonlyMap<string, Entry>, bootId: string): Line[] {
  return [
    { boot: bootId },
    { begun: [...open.values()].map(({ begun }) => begun) },
    ...[...open].flatMap(([key, { isWritten, outcome }]): Line[] => [
      ...(isWritten ? [{ writes: key }] : []),
      ...(outcome ? [{ answered: key, outcome }] : []),
    ]),
  ];
}

/** @returns octets written */
export function writeLines(fd: number, lines: readonly Line[]): number {
  const octets = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  for (let at = 0; at < octets.length;) at += writeSync(fd, octets, at);
  return octets.length;
}

function replay(line: Line, open: Map<string, Entry>): void {
  if ('begun' in line) {
    for (const begun of line.begun) open.set(dispatchKey(begun), { begun, isWritten: false });
  } else if ('writes' in line) {
    const entry = open.get(line.writes);
    if (entry) entry.isWritten = true;
  } else if ('answered' in line) {
    const entry = open.get(line.answered);
    if (entry) entry.outcome = line.outcome;
  } else if ('closed' in line) {
    for (const key of line.closed) open.delete(key);
  }
}

function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
