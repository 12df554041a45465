import type { Sql } from '@stopsms/persistence';
import { ADVERTISERS_SQL } from '../advertisers.store';

/** Opt-outs that apply to an account: those with one of these scopes, and for a separated one only those before the separation. */
interface OptOutScopes {
  scopes: string[];
  /** Epoch ms; null for ever. */
  until: (number | null)[];
}

/** Scopes of the opt-outs that hold for an account, besides those from every advertiser: its own and those of its legal entity. */
export async function scopesFor(sql: Sql, advertiserId: string): Promise<OptOutScopes> {
  const rows = await sql.query(ADVERTISERS_SQL.scopes, [advertiserId]);
  const all = [{ scope: advertiserId, until: null }, ...rows];
  return { scopes: all.map(({ scope }) => scope), until: all.map(({ until }) => until) };
}

/**
 * Opt-outs with all the accounts for which each holds.
 * @param scopes - `*`, or an advertiser's id
 */
export async function forEachAccount(
  sql: Sql,
  keys: readonly string[],
  scopes: readonly string[],
): Promise<{ keys: string[]; scopes: string[] }> {
  const rows = await sql.query(ADVERTISERS_SQL.accountsBeside, [[...new Set(scopes)]]);
  const beside = new Map<string, string[]>();
  for (const { said, account } of rows) beside.set(said, [...(beside.get(said) ?? []), account]);
  const all = keys.flatMap((key, at) =>
    [scopes[at] ?? '', ...(beside.get(scopes[at] ?? '') ?? [])].map((scope) => ({ key, scope })),
  );
  return { keys: all.map(({ key }) => key), scopes: all.map(({ scope }) => scope) };
}
