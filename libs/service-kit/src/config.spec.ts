import { z } from 'zod';
import { ConfigurationError, loadConfig } from './config';

const SECRET = Buffer.alloc(32, 1).toString('base64');
const good = {
  PORT: '3005',
  KAFKA_BROKERS: 'a:9092, b:9092',
  DATABASE_URL: 'postgres://suppression:secret@localhost:5432/stopsms',
  STOPSMS_RECIPIENT_SECRET: SECRET,
};
const load = (env: NodeJS.ProcessEnv, extra = z.object({})) => loadConfig('suppression', extra, env, true);
const problemsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    load(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
};

describe('configuration', () => {
  it('is read with its defaults', () => {
    expect(load(good)).toMatchObject({ PORT: 3005, KAFKA_BROKERS: ['a:9092', 'b:9092'], STOPSMS_MODE: 'production' });
  });

  it('is refused with everything that is wrong at once, each variable named with what it is for', () => {
    const problems = problemsOf({ PORT: '99999', STOPSMS_RECIPIENT_SECRET: 'short', DATABASE_URL: 'mysql://x' });
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toMatch(/^PORT is wrong.*HTTP port/m);
    expect(problems.join('\n')).toMatch(/^KAFKA_BROKERS is not set .*host:port/m);
    expect(problems.join('\n')).toMatch(/^STOPSMS_RECIPIENT_SECRET is wrong: .* 32 are needed/m);
    expect(problems.join('\n')).toMatch(/^DATABASE_URL is wrong: must look like postgres:/m);
  });

  it('treats an empty variable as one that is not set', () => {
    expect(problemsOf({ ...good, KAFKA_BROKERS: '' })).toEqual([expect.stringMatching(/^KAFKA_BROKERS is not set/)]);
  });

  it('does not allow a shifted clock in production', () => {
    const env = { ...good, STOPSMS_CLOCK: '2026-11-25T10:00:00Z' };
    expect(problemsOf(env)).toEqual([expect.stringContaining('STOPSMS_CLOCK is set in production mode')]);
    expect(problemsOf({ ...env, STOPSMS_MODE: 'development' })).toEqual([]);
    expect(problemsOf({ ...env, STOPSMS_MODE: 'development', STOPSMS_CLOCK: 'noon' })).toEqual([
      expect.stringContaining('"noon" is not an ISO instant'),
    ]);
  });

  it('asks for what a service needs besides', () => {
    const extra = z.object({ HEARTBEAT_MS: z.coerce.number().default(1_000) });
    expect(load({ ...good, HEARTBEAT_MS: '250' }, extra)).toMatchObject({ HEARTBEAT_MS: 250 });
  });
});
