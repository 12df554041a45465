import { TABLES } from '@stopsms/text-reader/training';

type Name = (typeof TABLES)[number];

const MOST = 127;

/** Each table as signed bytes and what one of them is worth. */
export function quantised(tables: Record<Name, Float64Array>): {
  bytes: Record<Name, Uint8Array>;
  scales: Record<Name, number>;
} {
  const entries = TABLES.map((name) => {
    const largest = tables[name].reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const scale = largest / MOST;
    const bytes = new Uint8Array(Int8Array.from(tables[name], (each) => Math.round(each / scale)).buffer);
    return { name, bytes, scale };
  });
  return {
    bytes: Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes])) as Record<Name, Uint8Array>,
    scales: Object.fromEntries(entries.map(({ name, scale }) => [name, scale])) as Record<Name, number>,
  };
}
