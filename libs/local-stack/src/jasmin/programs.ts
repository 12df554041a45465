import { join } from 'node:path';
import { type DaemonOptions, startDaemon } from '../daemon';
import { type Part, startPart } from '../part';
import { isListening } from '../ports';
import type { JasminPorts } from './configuration';
import type { JasminInstallation } from './installed';

const HOST = '127.0.0.1';
const READY_MS = 90_000;

interface Surroundings {
  found: JasminInstallation;
  ports: JasminPorts;
  dir: string;
}

/** Starts a program and waits until it listens on a port. */
export const startListening = (
  name: string,
  port: number,
  { dir, ...options }: Omit<DaemonOptions, 'logFile'> & { dir: string },
): Promise<Part> =>
  startPart({
    name,
    launch: () => startDaemon({ cwd: dir, logFile: join(dir, `${name}.log`), ...options }),
    probe: async () => ((await isListening(port)) ? undefined : `nothing listens on port ${port}`),
    readyTimeoutMs: READY_MS,
  });

export const startRedis = ({ found, ports, dir }: Surroundings): Promise<Part> =>
  startListening('redis', ports.redis, {
    dir,
    command: found.redis,
    args: ['--port', String(ports.redis), '--bind', HOST, '--dir', dir, '--save', '', '--appendonly', 'no'],
  });

/** Starts Erlang's port mapper, which RabbitMQ would otherwise start for good. */
export const startEpmd = ({ found, ports, dir }: Surroundings): Promise<Part> =>
  startListening('epmd', ports.epmd, {
    dir,
    command: found.epmd,
    args: ['-port', String(ports.epmd), '-address', HOST],
  });

export const startRabbitMq = ({ found, ports, dir }: Surroundings): Promise<Part> =>
  startListening('rabbitmq', ports.amqp, {
    dir,
    command: found.rabbitmq,
    args: [],
    env: {
      PATH: process.env['PATH'],
      HOME: dir,
      ERL_EPMD_PORT: String(ports.epmd),
      RABBITMQ_NODENAME: `stopsms-${ports.amqp}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: HOST,
      RABBITMQ_NODE_PORT: String(ports.amqp),
      RABBITMQ_DIST_PORT: String(ports.erlang),
      RABBITMQ_MNESIA_BASE: join(dir, 'rabbitmq'),
      RABBITMQ_LOG_BASE: join(dir, 'rabbitmq-logs'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_ENABLED_PLUGINS_FILE: join(dir, 'rabbitmq-plugins'),
      RABBITMQ_GENERATED_CONFIG_DIR: join(dir, 'rabbitmq-config'),
      // The script becomes the server, instead of waiting for it.
      RUNNING_UNDER_SYSTEMD: 'true',
    },
    graceMs: 30_000,
  });
