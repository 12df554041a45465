import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error';

const OLDEST = 17;

export interface Java {
  command: string;
  /** The full version, e.g. `17.0.15`. */
  version: string;
}

/**
 * Finds the Java that will run the broker: that of `JAVA_HOME`, else the one on the path.
 * @throws LocalStackError `java-missing` or `java-too-old` (Kafka 4 needs 17: KIP-1013)
 */
export function findJava(env: NodeJS.ProcessEnv = process.env): Java {
  const command = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const run = spawnSync(command, ['-version'], { encoding: 'utf8', env });
  const version = /version "([^"]+)"/.exec(run.stderr ?? '')?.[1];
  if (!version) throw new LocalStackError('java-missing', missing(command, env));
  if (majorOf(version) < OLDEST) {
    throw new LocalStackError(
      'java-too-old',
      `${command} is version ${version}; the Kafka broker needs Java ${OLDEST} or newer. ` +
        `Install one and put it first on the PATH, or point JAVA_HOME to it. ${HOW}`,
    );
  }
  return { command, version };
}

const HOW = `Debian/Ubuntu: apt-get install openjdk-17-jre-headless. macOS: brew install openjdk@17.`;

function missing(command: string, env: NodeJS.ProcessEnv): string {
  const where = env.JAVA_HOME ? `JAVA_HOME is ${env.JAVA_HOME}, but ${command} does not run` : 'no java on the PATH';
  return `Java was not found (${where}). The Kafka broker needs Java ${OLDEST} or newer. ${HOW}`;
}

/** `1.8.0_412` is Java 8; from 9 on the first number counts. */
function majorOf(version: string): number {
  const [first = '0', second = '0'] = version.split(/[.\-+_]/);
  return Number(first === '1' ? second : first);
}
