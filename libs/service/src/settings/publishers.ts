import { GATEWAY, type RequestPublisher } from '@stopsms/contracts';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { withFiles } from './setting-files';

// List of publishers that may request SMS on Kafka: compliance reads topics and rights from it, the command line the topics, and
// the manifests of an overlay are generated from it.

/** Limit, since each publisher has a topic of twelve partitions that every replica of compliance reads. */
const MAX_PUBLISHERS = 100;
const MAX_ADVERTISERS = 10_000;
/** Reserved names: the dead-letter suffix, values of labels in metrics, and the service that publishes like an outsider. */
const TAKEN = ['dlq', 'campaign', 'unnamed', GATEWAY];

const ADVERTISERS = `must be '*' or a list of 1 to ${MAX_ADVERTISERS} advertisers' ids`;

const entry = z.strictObject({
  name: z
    .string('is not a text')
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a lower-case letter and at most 39 lower-case letters, digits and dashes')
    .refine((name) => !TAKEN.includes(name), `must be none of ${TAKEN.join(', ')}`),
  advertisers: z.union(
    [z.literal('*'), z.array(z.guid('is no id').toLowerCase()).min(1, ADVERTISERS).max(MAX_ADVERTISERS, ADVERTISERS)],
    ADVERTISERS,
  ),
  shared: z.boolean('must be true or false').default(false),
});
const publishers = z.array(entry, 'is no list').max(MAX_PUBLISHERS, `has more than ${MAX_PUBLISHERS} publishers`);
const list = z.strictObject({ publishers });

type Complain = (problem: string) => void;

/**
 * Parses the list of publishers, YAML or JSON:
 * `publishers: [{ name: shop, advertisers: [<id>, …] }, { name: crm, advertisers: '*', shared: true }]`.
 * @param complain - called with each problem
 */
export function publishersIn(text: string, complain: Complain): RequestPublisher[] {
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors.map(({ message }) => message.split('\n', 1)[0] ?? message);
  if (broken.length > 0) {
    for (const problem of broken) complain(problem);
    return [];
  }
  const read = list.safeParse(document.toJS());
  if (!read.success) {
    for (const { path, message } of read.error.issues) complain(`${pathOf(path)} ${message}`);
    return [];
  }
  const { publishers: named } = read.data;
  const names = named.map(({ name }) => name);
  for (const name of names.filter((each, n) => names.indexOf(each) < n)) complain(`two publishers are called ${name}`);
  for (const { name, shared, advertisers } of named) {
    if (shared && advertisers !== '*') {
      complain(`${name} is shared, where a record does not say whose it is, so its advertisers must be '*'`);
    }
  }
  return named.map(({ advertisers, ...rest }) => ({
    ...rest,
    advertisers: advertisers === '*' ? advertisers : new Set(advertisers),
  }));
}

const pathOf = (path: PropertyKey[]): string =>
  path.map((step, n) => (typeof step === 'number' ? `[${step}]` : `${n === 0 ? '' : '.'}${String(step)}`)).join('') ||
  'the list';

export const publishersSetting = {
  PUBLISHERS: z
    .string()
    .transform((text, context) => publishersIn(text, (message) => context.addIssue({ code: 'custom', message })))
    .optional()
    .describe(
      'publishers that may request SMS on Kafka and their advertisers, YAML or JSON; usually set by PUBLISHERS_FILE, see docs/publishing.md',
    ),
};

/** Reads the list for tools without the settings of a service. @param complain - called with each problem */
export function readPublishers(env: NodeJS.ProcessEnv, complain: Complain): RequestPublisher[] {
  const { PUBLISHERS: text } = withFiles(env, ['PUBLISHERS'], complain);
  return text === undefined ? [] : publishersIn(text, (problem) => complain(`PUBLISHERS is wrong: ${problem}`));
}
