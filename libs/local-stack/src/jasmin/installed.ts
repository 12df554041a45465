import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Program that Debian's `rabbitmq-server` starts as another user, which would not be a child of ours. */
const DEBIAN_RABBITMQ = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** Programs and files of an installed Jasmin. */
export interface JasminInstallation {
  jasmind: string;
  interceptord: string;
  /** Services that jasmind starts only when asked to. */
  services: readonly string[];
  rabbitmq: string;
  epmd: string;
  redis: string;
  /** Description of AMQP that Jasmin reads at its start. */
  amqpSpecification: string;
}

/** Returns what is installed, or the reason why Jasmin cannot run here. */
export function findJasmin(): JasminInstallation | string {
  const { jasmind, interceptord } = { jasmind: onPath('jasmind.py'), interceptord: onPath('interceptord.py') };
  if (!jasmind || !interceptord) return 'jasmind.py and interceptord.py are not on the PATH';
  const rabbitmq = existsSync(DEBIAN_RABBITMQ) ? DEBIAN_RABBITMQ : onPath('rabbitmq-server');
  const [epmd, redis] = [onPath('epmd'), onPath('redis-server')];
  if (!rabbitmq || !epmd) return 'rabbitmq-server and epmd (Erlang) are not on the PATH';
  if (!redis) return 'redis-server is not on the PATH';
  const amqpSpecification = join(resources(), 'amqp0-9-1.xml');
  if (!existsSync(amqpSpecification)) {
    return `${amqpSpecification} is missing: PyPI's package lacks it, Jasmin's repository has it; ROOT_PATH names the folder above etc/jasmin`;
  }
  // Delivery of replies is a service of its own since 0.11.1.
  const replies = onPath('deliversmd.py') ? ['deliver-thrower'] : [];
  const services = ['dlr-lookup', 'dlr-thrower', 'interceptor-client', ...replies];
  return { jasmind, interceptord, services, rabbitmq, epmd, redis, amqpSpecification };
}

/** Returns the version of the Jasmin on the PATH; undefined without one that can run. */
export function jasminVersion(): string | undefined {
  const found = findJasmin();
  if (typeof found === 'string') return undefined;
  const script = 'from importlib.metadata import version; print(version("jasmin"))';
  const { stdout } = spawnSync(join(dirname(found.jasmind), 'python3'), ['-c', script], { encoding: 'utf8' });
  return stdout?.trim() || 'of an unknown version';
}

/** Folder in which Jasmin looks for it. */
function resources(): string {
  const { ROOT_PATH = '/', CONFIG_PATH = join(ROOT_PATH, 'etc/jasmin'), RESOURCE_PATH } = process.env;
  return RESOURCE_PATH ?? join(CONFIG_PATH, 'resource');
}

const onPath = (program: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file));
