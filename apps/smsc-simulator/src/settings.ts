import { z } from 'zod';

export interface Settings {
  host: string;
  /** 0 takes a free port. */
  httpPort: number;
  smppPort: number;
  systemId: string;
  password: string;
  /** Messages, replies and receipts kept, each; the oldest go first. */
  maxMessages: number;
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

const environment = z.object({
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_HTTP_PORT: port(3010),
  SIMULATOR_SMPP_PORT: port(2775),
  SIMULATOR_SYSTEM_ID: z.string().min(1).max(15).default('stopsms'),
  SIMULATOR_PASSWORD: z.string().min(1).max(8).default('stopsms'),
  SIMULATOR_MAX_MESSAGES: z.coerce.number().int().min(1).default(1_000_000),
});

/** @throws RangeError naming every variable that is wrong */
export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const read = environment.safeParse(variables);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RangeError(`The simulator cannot start with this environment. ${wrong.join('; ')}.`);
  }
  const { data } = read;
  return {
    host: data.SIMULATOR_HOST,
    httpPort: data.SIMULATOR_HTTP_PORT,
    smppPort: data.SIMULATOR_SMPP_PORT,
    systemId: data.SIMULATOR_SYSTEM_ID,
    password: data.SIMULATOR_PASSWORD,
    maxMessages: data.SIMULATOR_MAX_MESSAGES,
  };
}
