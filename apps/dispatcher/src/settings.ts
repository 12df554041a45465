import { providerVariables } from '@stopsms/smpp';
import { z } from 'zod';

/** What dispatcher reads from its environment, besides what every service does. A refused start says what each is for. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    ...providerVariables(env),
    ROUTE_CLOSED_AFTER_MS: z.coerce.number().int().min(0).default(5_000).describe('a route away longer gives back'),
    CIRCUIT_PROBE_MS: z.coerce.number().int().min(100).default(30_000).describe('rest of an operator that only fails'),
    MAX_HEARTBEAT_AGE_MS: z.coerce.number().int().default(5_000).describe('older than this, adverts wait'),
    VIEW_SNAPSHOT_DIR: z.string().optional().describe("this replica's own directory for the view, none by default"),
    VIEW_SNAPSHOT_EVERY_MS: z.coerce.number().int().min(1_000).default(60_000).describe('between two snapshots'),
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
