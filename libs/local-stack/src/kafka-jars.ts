// Kafka has no installer that works everywhere, but its jars are on Maven Central. They are fetched once into a folder
// named after the pom, so that a new Kafka version gets a new folder and an interrupted download is never taken
// for a whole one.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error';
import { withLock } from './lock';
import { workspaceRoot } from './workspace';

/** Default folder of jars: shared by `npm start` and the tests, untouched by `STOPSMS_DIR`. */
export function defaultJarsDir(): string {
  return process.env.STOPSMS_KAFKA_LIBS ?? join(workspaceRoot(), '.stopsms', 'kafka-libs');
}

/**
 * Makes sure that the broker's jars are on disk. Safe to call from several processes at once: one downloads.
 * @returns the folder that holds them
 * @throws LocalStackError `maven-missing` or `maven-failed`
 */
export function fetchKafkaJars(jarsDir: string, log: (line: string) => void): Promise<string> {
  const pom = join(workspaceRoot(), 'libs', 'local-stack', 'kafka', 'pom.xml');
  return fetchJars(pom, 'Kafka: downloading the broker (45 MB, once)', jarsDir, log);
}

/**
 * The same of what another pom depends on.
 * @param doing - what is said where they must be downloaded
 */
export async function fetchJars(
  pom: string,
  doing: string,
  jarsDir = defaultJarsDir(),
  log: (line: string) => void = () => undefined,
): Promise<string> {
  const name = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(jarsDir, name);
  if (existsSync(folder)) return folder;
  mkdirSync(jarsDir, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const startedAt = performance.now();
    log(doing);
    const partial = `${folder}.partial-${process.pid}`;
    await copyDependencies(pom, partial);
    renameSync(partial, folder);
    log(`Downloaded in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  });
  return folder;
}

async function copyDependencies(pom: string, target: string): Promise<void> {
  if (spawnSync('mvn', ['-version'], { env: process.env }).error) {
    throw new LocalStackError(
      'maven-missing',
      'Maven was not found (no mvn on the PATH). It downloads jars, the Kafka broker above all, once. ' +
        'Debian/Ubuntu: apt-get install maven. macOS: brew install maven.',
    );
  }
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${target}`];
  const maven = spawn('mvn', ['-q', '-B', '-f', pom, ...goal], { stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
  let output = '';
  for (const stream of [maven.stdout, maven.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => maven.once('close', resolve));
  if (code === 0) return;
  throw new LocalStackError(
    'maven-failed',
    `Maven could not download the jars of ${pom} (exit code ${code}). Check the network, and the proxy or mirror in ` +
      `~/.m2/settings.xml, then try again. It said:\n${output.trim().split('\n').slice(0, 12).join('\n')}`,
  );
}
