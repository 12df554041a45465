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
      .describe('messages of a route that is unavailable longer are returned'),
    CIRCUIT_PROBE_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(30_000)
      .describe('pause before an operator that only fails is tried again'),
    MAX_HEARTBEAT_AGE_MS: z.coerce.number().int().default(5_000).describe('older than this, adverts wait'),
    VIEW_SNAPSHOT_DIR: z.string().optional().describe("this replica's own directory for the view, none by default"),
    VIEW_SNAPSHOT_EVERY_MS: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(60_000)
      .describe('interval between two snapshots'),
    SUBMIT_LOG_DIR: z
      .string()
      .optional()
      .describe("this replica's own directory for what it writes to operators, none by default"),
    ALLOW_FICTION_NUMBERS: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true')
      .describe('true only for a simulator'),
  });
