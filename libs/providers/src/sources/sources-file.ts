import { type Complain, readText, secretIn } from '../file/secret-in';
import { UUID } from '@stopsms/kernel';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { AnySourceVendor } from './source-vendor';
import { SOURCE_VENDORS } from './vendors';

/** Another system whose opt-outs are read, or which takes ours. */
export interface OptOutSource {
  name: string;
  vendorName: string;
  vendor: AnySourceVendor;
  account: object;
  baseUrl: string;
  /** Advertisers whose adverts a number on the list refuses; never wider. */
  advertisers: string[];
  everyMs: number;
  /** True if opt-outs of these advertisers are pushed to it. */
  push: boolean;
  /** True if what was pushed is lifted there when the person returns. */
  liftReturns: boolean;
}

/** Use of the sources by a service, which needs the secrets of those alone. */
type SourceUse = 'read' | 'push';

const MINUTE_MS = 60_000;
const MAX_SOURCES = 50;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const FROM = /^(\w+)From$/;

const entry = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens'),
  vendor: z.enum([...SOURCE_VENDORS.keys()] as [string, ...string[]]),
  advertisers: z.array(z.string().toLowerCase().regex(UUID, 'must be an advertiser id (UUID)')).min(1).max(100),
  everyMinutes: z.number().int().min(5).max(1_440).default(60),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('scheme and host'),
  push: z.boolean().default(false).describe('whether opt-outs of these advertisers are pushed to the system'),
  liftReturns: z
    .boolean()
    .default(false)
    .describe('whether a pushed opt-out is lifted in the system when the person returns'),
  account: z.record(z.string(), z.string()),
});
const file = z.strictObject({ sources: z.array(entry).min(1).max(MAX_SOURCES) });

/**
 * Reads the file of sources, YAML or JSON, with secrets from the environment variables that it names.
 * @param use - sources that do not serve it are checked, and left out
 * @param complain - called with every problem, not only the first
 */
export function readSources(path: string, env: NodeJS.ProcessEnv, use: SourceUse, complain: Complain): OptOutSource[] {
  const text = readText(path, complain);
  if (text === undefined) return [];
  const document = parseDocument(text, { prettyErrors: true });
  for (const { message } of document.errors) complain(`${path}: ${message.split('\n', 1)[0]}`);
  if (document.errors.length > 0) return [];
  const read = file.safeParse(document.toJS());
  if (!read.success) {
    for (const { path: at, message } of read.error.issues) complain(`${at.join('.')}: ${message}`);
    return [];
  }
  const names = read.data.sources.map(({ name }) => name);
  for (const name of names.filter((each, n) => names.indexOf(each) < n)) complain(`two sources are called ${name}`);
  return read.data.sources.flatMap((each) =>
    sourceOf(each, env, use, (problem) => complain(`${each.name}: ${problem}`)),
  );
}

function sourceOf(
  {
    name,
    vendor: vendorName,
    advertisers,
    everyMinutes,
    baseUrl: given,
    account,
    push,
    liftReturns,
  }: z.output<typeof entry>,
  env: NodeJS.ProcessEnv,
  use: SourceUse,
  wrong: Complain,
): OptOutSource[] {
  const vendor = SOURCE_VENDORS.get(vendorName);
  const baseUrl = (given ?? vendor?.baseUrl)?.replace(/\/$/, '');
  if (!vendor) return [];
  if (push && !vendor.push) wrong(`push is true, and no API of ${vendorName} is known that takes opt-outs`);
  if (!push && !vendor.list) wrong(`its list cannot be read, so only push: true makes use of it`);
  if (liftReturns && !(push && vendor.push?.canLift))
    wrong(
      `liftReturns is true, and ${push ? `${vendorName} does not show what is ours to lift` : 'nothing is pushed'}`,
    );
  if (baseUrl === undefined) {
    wrong(`baseUrl is missing: ${vendorName} has no address of its own`);
    return [];
  }
  if (!baseUrl.startsWith('https:') && !LOOPBACK.test(new URL(baseUrl).hostname))
    wrong('baseUrl must begin with https: each request has the secrets of the account');
  if (use === 'read' ? !vendor.list : !push) return [];
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(account)) {
    const [, field] = FROM.exec(key) ?? [];
    if (field === undefined && vendor.secrets.includes(key))
      wrong(`account.${key} is a secret: name its environment variable by account.${key}From`);
    const secret = field === undefined ? value : secretIn(value, env, wrong);
    if (secret === undefined) wrong(`account.${key}: put it in the environment variable ${value}`);
    else fields[field ?? key] = secret;
  }
  const read = vendor.account.safeParse(fields);
  for (const { path, message } of read.error?.issues ?? []) wrong(`account.${path.join('.')}: ${message}`);
  if (!read.success) return [];
  const everyMs = everyMinutes * MINUTE_MS;
  return [{ name, vendorName, vendor, account: read.data, baseUrl, advertisers, everyMs, push, liftReturns }];
}
