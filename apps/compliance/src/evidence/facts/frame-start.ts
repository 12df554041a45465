import { Injectable } from '@nestjs/common';
import type { Sql } from '@stopsms/persistence';
import { FRAMES_SQL } from './frames.store';

/**
 * The instant from which facts are framed, a day after the upgrade: until then replicas of the release before may run, which would continue
 * the proof of a message as if its framed facts were missing.
 */
@Injectable()
export class FrameStart {
  /** Instant of `performance.now()`, read with the first transaction. */
  private at: number | undefined;

  async hasCome(sql: Sql): Promise<boolean> {
    this.at ??= await startOf(sql);
    return performance.now() >= this.at;
  }
}

/** Rows are right at any time, so without an instant facts stay rows. */
async function startOf(sql: Sql): Promise<number> {
  const [start] = await sql.query(FRAMES_SQL.start);
  return start ? performance.now() + start.inMs : Infinity;
}
