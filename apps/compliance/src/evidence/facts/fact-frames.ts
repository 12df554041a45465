import { Injectable } from '@nestjs/common';
import { Latest } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { FactFrame, type FrameColumns, type FramePosition } from './fact-frame';
import type { FactsSql } from './facts.sql';
import { FRAMES, FRAMES_SQL, HOMES } from './frames.store';
import { firstDayOf, stretches } from './stretches';

/** Frames in memory; one of 250 facts takes some 60 kB. */
const KEPT = 256;

/** A message that was decided here: the day (UTC) of that, and the first frame with facts of it. */
export type Asked = FactsSql['asked']['row'];

/** Reads frames, and caches the latest for writers of facts, because a written frame never changes. */
@Injectable()
export class FactFrames {
  private readonly latest = new Latest<FactFrame>(KEPT);

  /** Keeps a frame that was committed. */
  keep(at: FramePosition, columns: FrameColumns): void {
    this.latest.set(nameOf(at), new FactFrame(at, columns));
  }

  /** @param positions - first to last, as the frames are returned */
  async read(sql: Sql, positions: readonly FramePosition[]): Promise<FactFrame[]> {
    const known = new Map(positions.map((position) => [nameOf(position), this.latest.get(nameOf(position))]));
    const missing = positions.filter((position) => !known.get(nameOf(position)));
    for (const frame of await readFrames(sql, missing)) {
      this.latest.set(nameOf(frame.at), frame);
      known.set(nameOf(frame.at), frame);
    }
    return positions.flatMap((position) => known.get(nameOf(position)) ?? []);
  }
}

const nameOf = ({ position, day }: FramePosition): string => `${position} ${day}`;

/**
 * Finds the frames with facts of messages, first to last: their homes, and those linked to them.
 * @param today - `2026-11-25`: nothing was written later
 */
export async function framesOf(sql: Sql, asked: readonly Asked[], today: string): Promise<FramePosition[]> {
  const found = new Map<string, FramePosition>();
  const homed = asked.flatMap(({ home, number, day }) => (home === null ? [] : [{ home, number: number ?? 0, day }]));
  if (homed.length === 0) return [];
  for (const { home, day } of homed) found.set(nameOf({ position: home, day }), { position: home, day });
  const rows = HOMES.of(homed);
  for (const days of stretches(firstDayOf(homed, today), today))
    for (const frame of await sql.query(FRAMES_SQL.linked, [...rows, ...days])) found.set(nameOf(frame), frame);
  return [...found.values()].sort(byPosition);
}

/** Reads frames from their table, first to last. */
export async function readFrames(sql: Sql, positions: readonly FramePosition[]): Promise<FactFrame[]> {
  const days = positions.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const read: FactFrame[] = [];
  for (const [from, to] of stretches(first, last)) {
    const wanted = positions.filter(({ day }) => day >= from && day <= to);
    if (wanted.length === 0) continue;
    const rows = await sql.query(FRAMES_SQL.read, [...FRAMES.of(wanted), from, to]);
    for (const { position, day, ...columns } of rows) read.push(new FactFrame({ position, day }, columns));
  }
  return read.sort((one, other) => byPosition(one.at, other.at));
}

const byPosition = (one: FramePosition, other: FramePosition): number =>
  Number(BigInt(one.position) - BigInt(other.position));
