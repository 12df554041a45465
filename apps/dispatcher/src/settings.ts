import { providerVariables } from '@stopsms/providers';
import { z } from 'zod';

/** Settings of the dispatcher, besides those of every service. A refused start prints the descriptions. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    ...providerVariables(env),
    ROUTE_CLOSED_AFTER_MS: z.coerce
      .number()
      .int()
      .min(0)
      .default(5_000)
      .describe(
        'milliseconds of unavailability after which messages of a route expire (ROUTE_CLOSED) and compliance holds them for a minute',
      ),
    CIRCUIT_PROBE_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(30_000)
      .describe('pause in milliseconds before an operator whose submits all fail is tried again'),
    MAX_HEARTBEAT_AGE_MS: z.coerce
      .number()
      .int()
      .default(5_000)
      .describe('maximum age of the opt-out view’s heartbeat in milliseconds; adverts wait if it is older'),
    VIEW_SNAPSHOT_DIR: z
      .string()
      .optional()
      .describe('directory of this replica for snapshots of the view; none by default'),
    VIEW_SNAPSHOT_EVERY_MS: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(60_000)
      .describe('interval between two snapshots in milliseconds'),
    SUBMIT_LOG_DIR: z
      .string()
      .optional()
      .describe('directory of this replica for the log of submits to operators; none by default'),
    ALLOW_FICTION_NUMBERS: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true')
      .describe('allows fictional phone numbers; true only with a simulator'),
  });
