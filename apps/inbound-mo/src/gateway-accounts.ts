import { type Result, ok, refused } from '@stopsms/kernel';
import { readText } from '@stopsms/providers';
import { parseDocument } from 'yaml';
import { z } from 'zod';

/** Fields of GATEWAY_ACCOUNTS_FILE that decide which replies the gateway gets. It checks the others, and has the secrets. */
const accountsFile = z.object({
  accounts: z.array(z.object({ advertiser: z.guid('is no id').toLowerCase(), replies: z.boolean().default(true) })),
});

export interface AccountProblems {
  code: 'ACCOUNTS_INVALID';
  problems: string[];
}

/** GATEWAY_ACCOUNTS_FILE, as it was at the start. */
export interface AccountsFile {
  /** Ids of advertisers whose replies an account takes. */
  advertiserIds: ReadonlySet<string>;
  reread: () => Result<ReadonlySet<string>, AccountProblems>;
}

const NOBODY: ReadonlySet<string> = new Set();
/** Without a file, the gateway gets no reply. */
export const NO_ACCOUNTS: AccountsFile = { advertiserIds: NOBODY, reread: () => ok(NOBODY) };

/** @returns undefined if there was a problem; `complain` was called with each */
export function openAccountsFile(path: string, complain: (problem: string) => void): AccountsFile | undefined {
  const reread = () => readAdvertisers(path);
  const read = reread();
  if (read.ok) return { advertiserIds: read.value, reread };
  for (const problem of read.refusal.problems) complain(problem);
  return undefined;
}

function readAdvertisers(path: string): Result<ReadonlySet<string>, AccountProblems> {
  const problems: string[] = [];
  const text = readText(path, (problem) => problems.push(problem));
  const document = parseDocument(text ?? '');
  for (const { message } of document.errors) problems.push(`${path}: ${message.split('\n', 1)[0]}`);
  if (problems.length > 0) return refused({ code: 'ACCOUNTS_INVALID', problems });
  const read = accountsFile.safeParse(document.toJS());
  if (!read.success) {
    const found = read.error.issues.map(({ path: where, message }) => `${where.join('.') || path}: ${message}`);
    return refused({ code: 'ACCOUNTS_INVALID', problems: found });
  }
  return ok(new Set(read.data.accounts.flatMap(({ advertiser, replies }) => (replies ? [advertiser] : []))));
}
