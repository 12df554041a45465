import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sharedPostgres, startTestPostgres } from '@stopsms/test-parts';
import { SERVICES, StatementRefused, databaseFiles } from './database-files';

// Schemas and the types of statements are made from migrated databases. That takes a PostgreSQL, so a test compares them
// (`tools/generate/test/database-files.test.ts`) and not `npm run check`.

/** Runs `work` with the server of a test run where there is one, else with one of its own. */
async function withServer(work: (server: string) => Promise<void>): Promise<void> {
  if (process.env.STOPSMS_TEST_POSTGRES !== undefined) return work(sharedPostgres());
  const postgres = await startTestPostgres();
  try {
    await work(postgres.superuserUrl);
  } finally {
    await postgres.stop();
  }
}

/** Writes the files of these services, of all by default; `--check` compares and fails on any difference. */
async function main(args: string[]): Promise<void> {
  const isCheck = args.includes('--check');
  const named = args.filter((arg) => !arg.startsWith('--'));
  await withServer(async (server) => {
    for (const service of named.length > 0 ? named : SERVICES) {
      for (const [file, content] of await databaseFiles(service, server)) {
        if ((await readFile(file, 'utf8').catch(() => '')) === content) continue;
        if (isCheck) throw new StatementRefused(`${file} differs from what it is made from. Run: npm run generate`);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
        console.log(`Wrote ${file}`);
      }
    }
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StatementRefused ? error.message : error);
  process.exitCode = 1;
});
