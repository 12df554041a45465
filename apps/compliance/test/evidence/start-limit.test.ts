import { SystemClock } from '@stopsms/kernel';
import { Database, databaseConnection, openDataSource } from '@stopsms/persistence';
import { makeTestDatabase, startTestPostgres } from '@stopsms/testing';
import { ProofKeys } from '../../src/evidence/sealing/signing/proof-keys';

const REVOKED_PROOF_KEYS = new Map([['q0uXbQm1t3J5vTn2l9Zc7A', Date.parse('2026-11-25T00:00:00Z')]]);

it('ends a start when the database stays away for START_WAIT_MS, the limit of all that a start waits for', async () => {
  const postgres = await startTestPostgres();
  const { url } = await makeTestDatabase('compliance', postgres.superuserUrl);
  const dataSource = await openDataSource({ connection: databaseConnection(url), migrations: [] });
  await postgres.stop();
  const keys = new ProofKeys(
    new Database(dataSource),
    new SystemClock(),
    { REVOKED_PROOF_KEYS, START_WAIT_MS: 0 },
    null,
  );
  await expect(keys.onApplicationBootstrap()).rejects.toThrow();
  await dataSource.destroy();
});
