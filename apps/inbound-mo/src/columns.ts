/** ConcurrencyLimiter rows into one array per column, as `unnest($1::…[], $2::…[])` takes them; what is absent becomes NULL. */
export function columns<T extends object>(rows: readonly T[], names: readonly (keyof T)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name] ?? null));
}
