import { type Result, ok, refused } from '@stopsms/kernel';
import { weakSecret } from '@stopsms/service';
import type { Account } from './account';
import { readAccounts } from './read-accounts';
import { MIN_HTTP_SECRET } from './variables';

/** SMPP has room for eight characters. */
const MIN_PASSWORD = 8;

export interface AccountProblems {
  code: 'ACCOUNTS_INVALID';
  problems: string[];
}

/** GATEWAY_ACCOUNTS_FILE, as it was at the start. */
export interface AccountsFile {
  accounts: readonly Account[];
  /** Reads the file, and the secrets that it names, again. */
  reread: () => Result<readonly Account[], AccountProblems>;
}

/** @returns undefined if there was a problem; `complain` was called with each */
export function openAccountsFile(
  path: string,
  env: NodeJS.ProcessEnv,
  complain: (problem: string) => void,
): AccountsFile | undefined {
  const accounts = readAccounts(path, env, complain);
  if (!accounts) return undefined;
  const reread = () => {
    const problems: string[] = [];
    const read = readAccounts(path, env, (problem) => problems.push(problem));
    return read ? ok(read) : refused({ code: 'ACCOUNTS_INVALID' as const, problems });
  };
  return { accounts, reread };
}

/** Secrets of accounts, with their minimum lengths. */
export const secretsOf = (accounts: readonly Account[]): Record<string, [secret: string, shortest: number]> =>
  Object.fromEntries(
    accounts.flatMap(({ id, smpp, webhook, twilio, kannel }) => [
      ...(smpp ? [[`the password of ${id}`, [smpp.password, MIN_PASSWORD]] as const] : []),
      ...(webhook ? [[`the webhook secret of ${id}`, [webhook.auth.secret, MIN_HTTP_SECRET]] as const] : []),
      ...(twilio ? [[`the token of ${id}`, [twilio.token, MIN_HTTP_SECRET]] as const] : []),
      ...(kannel ? [[`the Kannel password of ${id}`, [kannel.password, MIN_HTTP_SECRET]] as const] : []),
    ]),
  );

/** Ids of accounts that may bind without TLS. */
export const plainAccounts = (accounts: readonly Account[]): string[] =>
  accounts.filter(({ smpp }) => smpp?.tlsRequired === false).map(({ id }) => id);

/** Returns what production mode refuses; a start checks the same. */
export function refusedInProduction(accounts: readonly Account[], allowPlainSmpp: boolean): string[] {
  const plain = allowPlainSmpp ? [] : plainAccounts(accounts);
  const weak = Object.entries(secretsOf(accounts)).flatMap(([name, [secret, shortest]]) => {
    const why = weakSecret(secret, shortest);
    return why === undefined ? [] : [`${name} ${why}`];
  });
  return [...plain.map((id) => `account ${id} may bind without TLS, and ALLOW_PLAIN_SMPP is not true`), ...weak];
}
