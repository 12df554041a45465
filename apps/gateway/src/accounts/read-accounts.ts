import { type Complain, readText, secretIn } from '@stopsms/providers';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Account, type AccountEntry, type SmppAccount, accountsFile } from './account';
import { kannelOf, twilioOf } from './shaped-accounts';
import { webhookOf } from './webhook-account';

/** Longest password of SMPP 3.4. */
const MAX_PASSWORD = 8;

/**
 * Reads the file of accounts, YAML or JSON, with secrets from the environment variables that it names.
 * @param complain - called with every problem, not only the first
 * @returns undefined if there was a problem
 */
export function readAccounts(path: string, env: NodeJS.ProcessEnv, complain: Complain): Account[] | undefined {
  let problems = 0;
  const wrong: Complain = (problem) => {
    problems += 1;
    complain(problem);
  };
  const text = readText(path, wrong);
  if (text === undefined) return undefined;
  const document = parseDocument(text, { prettyErrors: true });
  for (const { message } of document.errors) wrong(`${path}: ${message.split('\n', 1)[0]}`);
  if (problems > 0) return undefined;
  const read = accountsFile.safeParse(document.toJS());
  if (!read.success) {
    for (const { path: where, message } of read.error.issues) wrong(`${pathOf(where)}: ${message}`);
    return undefined;
  }
  const accounts = read.data.accounts.map((entry, n) =>
    complete(entry, env, (problem) => wrong(`accounts[${n}] ${entry.id}: ${problem}`)),
  );
  refuseTwins(accounts, wrong);
  return problems > 0 ? undefined : accounts;
}

function complete(entry: AccountEntry, env: NodeJS.ProcessEnv, wrong: Complain): Account {
  const { advertiser, replies, sender, country, mention, addresses, smpp, webhook, twilio, kannel, ...rest } = entry;
  return {
    ...rest,
    advertiserId: advertiser,
    takesReplies: replies,
    ...(sender !== undefined && { sender }),
    ...(country !== undefined && { country }),
    ...(mention !== undefined && { mention }),
    ...(addresses !== undefined && { addresses }),
    ...(smpp !== undefined && { smpp: smppOf(smpp, env, wrong) }),
    ...(webhook !== undefined && { webhook: webhookOf(webhook, env, wrong) }),
    ...(twilio !== undefined && { twilio: twilioOf(twilio, env, wrong) }),
    ...(kannel !== undefined && { kannel: kannelOf(kannel, env, wrong) }),
  };
}

function smppOf(entry: NonNullable<AccountEntry['smpp']>, env: NodeJS.ProcessEnv, wrong: Complain): SmppAccount {
  const { passwordFrom, tls, categoryTlv, ...rest } = entry;
  const password = secretIn(passwordFrom, env, wrong);
  if (!password) wrong(`its password is not set: put it in ${passwordFrom}`);
  else if (password.length > MAX_PASSWORD)
    wrong(`the password in ${passwordFrom} has more than 8 characters (SMPP 3.4)`);
  return {
    ...rest,
    password: password ?? '',
    tlsRequired: tls === 'required',
    ...(categoryTlv !== undefined && { categoryTlv }),
  };
}

function refuseTwins(accounts: readonly Account[], wrong: Complain): void {
  for (const id of repeated(accounts.map(({ id: each }) => each))) wrong(`two accounts are called ${id}`);
  const systemIds = accounts.flatMap(({ smpp }) => smpp?.systemId ?? []);
  for (const id of repeated(systemIds)) wrong(`two accounts have the system id ${id}`);
  const sids = accounts.flatMap(({ twilio }) => twilio?.accountSid ?? []);
  for (const sid of repeated(sids)) wrong(`two accounts have the account SID ${sid}`);
  const names = accounts.flatMap(({ kannel }) => kannel?.username ?? []);
  for (const name of repeated(names)) wrong(`two accounts have the user name ${name}`);
}

const repeated = (names: readonly string[]): string[] => names.filter((name, n) => names.indexOf(name) < n);

const pathOf = (path: z.core.$ZodIssue['path']): string =>
  path.map((step, n) => (typeof step === 'number' ? `[${step}]` : `${n === 0 ? '' : '.'}${String(step)}`)).join('') ||
  'the file';
