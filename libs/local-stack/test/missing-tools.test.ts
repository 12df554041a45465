import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startKafka } from '../src';
import { temporaryFolder } from './temporary-folder';

describe('a start without the tools it needs', () => {
  const dir = temporaryFolder();
  const realEnv = { ...process.env };

  beforeEach(() => {
    process.env = { ...realEnv };
    delete process.env.JAVA_HOME;
  });
  afterAll(() => {
    process.env = realEnv;
  });

  test.each([
    {
      it: 'Java on the PATH',
      env: { PATH: '/nowhere' },
      says: /^Java was not found \(no java on the PATH\).*Java 17 or newer.*install/,
    },
    {
      it: 'Java where JAVA_HOME points',
      env: { JAVA_HOME: '/nowhere' },
      says: /^Java was not found \(JAVA_HOME is \/nowhere/,
    },
  ])('says what to install without $it', async ({ env, says }) => {
    Object.assign(process.env, env);
    await expect(start()).rejects.toMatchObject({
      code: 'java-missing',
      message: expect.stringMatching(says) as string,
    });
  });

  test.each(['1.8.0_412', '11.0.22', '16'])('refuses Java %s', async (version) => {
    fakeTools(`old-${version}`, { java: `echo 'openjdk version "${version}" 2024-01-16' >&2` });
    await expect(start()).rejects.toMatchObject({
      code: 'java-too-old',
      message: expect.stringContaining(`is version ${version}; the Kafka broker needs Java 17 or newer`) as string,
    });
  });

  it('says what to install without Maven', async () => {
    fakeTools('no-maven', { java: JAVA_21 });
    process.env.PATH = join(dir, 'no-maven');
    await expect(start()).rejects.toMatchObject({
      code: 'maven-missing',
      message: expect.stringContaining('install maven') as string,
    });
  });

  it('shows what Maven said when it fails, and tries again the next time', async () => {
    const mvn = '[ "$1" = -version ] && exit 0; echo "[ERROR] Could not transfer artifact: no route to host"; exit 1';
    fakeTools('no-network', { java: JAVA_21, mvn });
    for (const _attempt of [1, 2]) {
      await expect(start()).rejects.toMatchObject({
        code: 'maven-failed',
        message: expect.stringMatching(
          /\(exit code 1\)\. Check the network.*\n\[ERROR\] Could not transfer artifact/,
        ) as string,
      });
    }
  });

  const JAVA_21 = `echo 'openjdk version "21.0.4" 2024-07-16' >&2`;

  function start() {
    return startKafka({ dir: join(dir, 'kafka'), jarsDir: join(dir, 'jars') });
  }

  /** Puts a folder with these programs, written for sh, first on the PATH. */
  function fakeTools(name: string, scripts: Record<string, string>): void {
    const folder = join(dir, name);
    mkdirSync(folder);
    for (const [tool, script] of Object.entries(scripts)) {
      writeFileSync(join(folder, tool), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, tool), 0o755);
    }
    process.env.PATH = [folder, realEnv.PATH].join(delimiter);
  }
});
