import type { Sql } from '@stopsms/persistence';
import { LEGACY_SQL } from './legacy.store';

interface Before {
  id: string;
  /** `decision:1`, `submitted:1`, `receipt:0`. */
  names: string[];
  submittedAs: (string[] | undefined)[];
}

/** Finds the state of messages from before facts were kept. */
export async function knownLegacy(sql: Sql, ids: readonly string[]): Promise<Before[]> {
  const rows = await sql.query(LEGACY_SQL.known, [ids]);
  return rows.map(({ id, attempts, outcomes }) => ({
    id,
    names: [...attempts.map((attempt) => `decision:${attempt}`), ...Object.keys(outcomes).map(nameOfOutcome)],
    submittedAs: Object.entries(outcomes)
      .filter(([key]) => key.endsWith(':submitted'))
      .map(([, { smscIds }]) => smscIds),
  }));
}

/** `1:submitted` was how a status was named, and `receipt`. */
function nameOfOutcome(key: string): string {
  const [attempt, status] = key.split(':');
  return status === undefined ? 'receipt:0' : `${status}:${attempt}`;
}
