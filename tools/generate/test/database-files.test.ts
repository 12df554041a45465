import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sharedPostgres } from '@stopsms/test-parts';

test('schemas and the types of statements are those of the migrated databases', async () => {
  const env = { ...process.env, STOPSMS_TEST_POSTGRES: sharedPostgres() };
  const args = ['dist/tools/generate/src/statements/main.js', '--check'];
  await expect(promisify(execFile)(process.execPath, args, { env })).resolves.toMatchObject({ stderr: '' });
});
