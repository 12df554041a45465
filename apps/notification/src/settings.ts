import { readSources } from '@stopsms/providers';
import { webhookSecretsKey } from '@stopsms/service';
import { z } from 'zod';

/** Settings of notification beside those of every service. A refused start prints these descriptions. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    ...webhookSecretsKey,
    WEBHOOK_ALLOW_PRIVATE: z
      .enum(['true', 'false'])
      .optional()
      .describe('whether webhooks may call private addresses; by default in development only'),
    OPT_OUT_SOURCES_FILE: z
      .string()
      .transform((path, context) => {
        const complain = (message: string) => context.addIssue({ code: 'custom', message, input: path });
        const sources = readSources(path, env, 'push', complain);
        if (sources.length > 0 && !env['WEBHOOK_SECRETS_KEY'] && !env['WEBHOOK_SECRETS_KEY_FILE'])
          complain('opt-outs are pushed, and WEBHOOK_SECRETS_KEY, which seals their numbers, is not set');
        return sources;
      })
      .optional()
      .describe('file of other systems to which opt-outs are pushed, YAML or JSON; see docs/opt-out-sources.md'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>> & { STOPSMS_MODE: string };
