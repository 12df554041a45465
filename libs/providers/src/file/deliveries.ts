// Channels by which a provider delivers replies and receipts, and for which codes; deliveries by other channels are not
// trusted.

import {
  type Provider,
  type ProviderEntry,
  type SmppEntry,
  WAYS,
  type Way,
  type WebhookSecrets,
  webhookSecret,
} from './provider';
import { type Complain, secretIn } from './secret-in';

/** Returns all configured channels if the file names none. */
export function waysOf(entry: ProviderEntry): Pick<Provider, 'repliesBy' | 'receiptsBy'> {
  const { repliesBy = setUp(entry), receiptsBy = setUp(entry) } = entry;
  return { repliesBy, receiptsBy };
}

const setUp = (entry: ProviderEntry): Way[] =>
  WAYS.filter((way) => (way === 'smpp' ? isBound(entry) : entry.webhook !== undefined));

const isPolled = (entry: ProviderEntry): boolean => entry.kind === 'http' && entry.pollRepliesMinutes !== undefined;

const isBound = (entry: ProviderEntry): boolean => entry.kind === 'smpp' && entry.receiver !== 'none';

/** Returns problems with channels and codes, each with its path. */
export function deliveryProblems(entries: readonly ProviderEntry[]): string[] {
  return entries.flatMap((entry, n) => {
    const at = `providers[${n}] ${entry.name}: `;
    const ways = setUp(entry);
    const missing = (['repliesBy', 'receiptsBy'] as const).flatMap((field) =>
      (entry[field] ?? [])
        .filter((way) => !ways.includes(way))
        .map((way) => `${field} names ${way}, which ${NEEDS[way]}`),
    );
    const problems = [
      ...(ways.length === 0 && !isPolled(entry)
        ? [
            `${entry.kind === 'smpp' ? 'receiver is none and ' : ''}it has no webhook: its replies, STOPs among them, come by no way`,
          ]
        : []),
      ...missing,
      ...(entries.length > 1 && !entry.codes
        ? ['codes is missing: with several providers, each says which it serves']
        : []),
    ];
    return problems.map((problem) => at + problem);
  });
}

const NEEDS: Readonly<Record<Way, string>> = {
  smpp: 'needs a receiver',
  webhook: 'needs webhook with secretsFrom or tokensFrom',
};

export function webhookSecretsOf(
  webhook: NonNullable<SmppEntry['webhook']>,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): WebhookSecrets {
  const { secretsFrom, tokensFrom = [], addresses } = webhook;
  const from = addresses && { addresses };
  if (secretsFrom) return { by: 'signature', secrets: secretsOf(secretsFrom, 'secretsFrom', env, wrong), ...from };
  return { by: 'token', secrets: secretsOf(tokensFrom, 'tokensFrom', env, wrong), ...from };
}

/** Secrets of webhooks, by variable. */
export function secretsOf(
  variables: readonly string[],
  field: string,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const variable of variables) {
    const secret = secretIn(variable, env, wrong);
    const problem = webhookSecret.safeParse(secret).error?.issues[0]?.message;
    if (!secret) wrong(`a webhook secret of it is not set: put it in ${variable}`);
    else if (problem) wrong(`the webhook secret in ${variable} ${problem}: openssl rand -hex 32`);
    else if (secrets.has(variable)) wrong(`webhook.${field} names ${variable} twice`);
    else secrets.set(variable, secret);
  }
  return secrets;
}
