import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, freemem, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

const GIB = 2 ** 30;

/** A figure means nothing without the machine and versions it was taken on, and what else that machine did. */
export function printMachine(): void {
  const [cpu] = cpus();
  const memory = `${(totalmem() / GIB).toFixed(0)} GiB, ${(freemem() / GIB).toFixed(0)} free`;
  console.log(`${new Date().toISOString()}  ${cpu?.model.trim()}, ${cpus().length} cores, ${memory}`);
  console.log(`Linux ${release()}, Node ${process.versions.node}, V8 ${process.versions.v8}`);
  console.log(`Kafka ${kafkaVersion()}, kafkajs ${versionOf('kafkajs')}, pg ${versionOf('pg')}, commit ${commit()}`);
  printLoad();
}

/** More than the number of cores means that others took part of the time. */
export function printLoad(): void {
  console.log(
    `load average ${loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')}`,
  );
}

function versionOf(name: string): string {
  const file = join(workspaceRoot(), 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function kafkaVersion(): string {
  const pom = readFileSync(join(workspaceRoot(), 'libs/local-stack/kafka/pom.xml'), 'utf8');
  return /kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(pom)?.[1] ?? 'unknown';
}

function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: workspaceRoot(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--', 'apps', 'libs') === '' ? '' : ' with changes';
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    return 'unknown: no git here';
  }
}
