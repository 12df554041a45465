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

/** What is open of a try to submit. */
export interface Entry {
  /** As it was journalled. */
  begun: Begun;
  isWritten: boolean;
  /** What the operator answered. */
  outcome?: MessageStatus;
}

/**
 * What a log leaves open. Its last line may be half of one, written when its process was killed.
 * @param bootId - none is of interest that was written before this start of the machine
 */
export function readOpen(text: string, bootId: string): Map<string, Entry> {
  const open = new Map<string, Entry>();
  const [first, ...lines] = text.split('\n').flatMap((line) => parsed(line) ?? []);
  if (!first || !('boot' in first) || first.boot !== bootId) return open;
  for (const line of lines) replay(line, open);
  return open;
}

/** The least that leaves the same open. */
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
