import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalStackError } from '../local-stack-error';
import type { Part } from '../part';
import { freePort } from '../ports';
import { JASMIN_PORTS, type JasminPorts, interceptorConfiguration, jasminConfiguration } from './configuration';
import { findJasmin } from './installed';
import { Jcli } from './jcli';
import { startEpmd, startListening, startRabbitMq, startRedis } from './programs';

const HOST = '127.0.0.1';
const GROUP = 'stopsms';
const PASSWORD = 'sendsms';
const BOUND_MS = 30_000;
const LOOK_EVERY_MS = 100;

export interface JasminConnector {
  /** Name of the connector and of the user of its HTTP API, 3 to 15 characters. */
  id: string;
  /** Account at the SMSC. */
  smsc: { port: number; systemId: string; password: string };
  /** URL that is posted each reply; it must answer `ACK/Jasmin`. Without one it binds as a transmitter. */
  replyUrl?: string;
}

export interface Jasmin {
  /** Processes by name, those of RabbitMQ and Redis too. */
  pids: Record<string, number>;
  /** Port of the Redis, in whose first database Jasmin keeps what it needs for receipts. */
  redisPort: number;
  /** Adds a connector to an SMSC with the user and the routes that lead to it, and waits until it is bound. */
  connect(connector: JasminConnector): Promise<void>;
  /** URL that sends an SMS as the user of a connector. */
  sendUrl(id: string): string;
  /** Passes each SMS through a script of Python, in Jasmin's interceptor, before it is routed. */
  intercept(script: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts Jasmin with a RabbitMQ and a Redis of its own. One at a time runs on a machine: its lock file has a fixed name.
 * @throws LocalStackError if it is not installed or does not start; nothing is left running then
 */
export async function startJasmin(): Promise<Jasmin> {
  const found = findJasmin();
  if (typeof found === 'string') throw new LocalStackError('platform-unsupported', `Jasmin cannot run here: ${found}.`);
  const dir = mkdtempSync(join(tmpdir(), 'stopsms-jasmin-'));
  const ports = await freePorts();
  const parts: Part[] = [];
  const stop = async () => {
    for (const part of [...parts].reverse()) await part.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  const added = async (starting: Promise<Part>) => void parts.push(await starting);
  const env = { ...process.env, ROOT_PATH: dir, CONFIG_PATH: dir, STORE_PATH: join(dir, 'store'), LOG_PATH: dir };
  mkdirSync(env.STORE_PATH);
  const files = { jasmin: join(dir, 'jasmin.cfg'), interceptor: join(dir, 'interceptor.cfg') };
  writeFileSync(files.jasmin, jasminConfiguration(ports, found.amqpSpecification));
  writeFileSync(files.interceptor, interceptorConfiguration(ports));
  try {
    const surroundings = { found, ports, dir };
    await added(startEpmd(surroundings));
    await added(startRedis(surroundings));
    await added(startRabbitMq(surroundings));
    const interceptord = { command: found.interceptord, args: ['-c', files.interceptor], env, dir };
    await added(startListening('interceptord', ports.interceptor, interceptord));
    const services = found.services.map((service) => `--enable-${service}`);
    const jasmind = { command: found.jasmind, args: ['-c', files.jasmin, ...services], env, dir };
    await added(startListening('jasmind', ports.jcli, jasmind));
    await withJcli(ports, (jcli) => jcli.add('group', { gid: GROUP }));
  } catch (error) {
    await stop();
    throw error;
  }
  let routes = 0;
  return {
    pids: Object.fromEntries(parts.map(({ name, pid }) => [name, pid])),
    redisPort: ports.redis,
    connect: (connector) => withJcli(ports, (jcli) => connectBy(jcli, connector, (routes += 1))),
    sendUrl: (id) => `http://${HOST}:${ports.http}/send?username=${id}&password=${PASSWORD}`,
    intercept: async (script) => {
      const file = join(dir, 'interceptor.py');
      writeFileSync(file, script);
      await withJcli(ports, (jcli) =>
        jcli.add('mtinterceptor', { type: 'DefaultInterceptor', script: `python3(${file})` }),
      );
    },
    stop,
  };
}

async function freePorts(): Promise<JasminPorts> {
  const taken = new Set<number>();
  while (taken.size < JASMIN_PORTS.length) taken.add(await freePort());
  return Object.fromEntries([...taken].map((port, n) => [JASMIN_PORTS[n], port])) as JasminPorts;
}

async function withJcli(ports: JasminPorts, use: (jcli: Jcli) => Promise<void>): Promise<void> {
  const jcli = await Jcli.open(ports.jcli);
  try {
    await use(jcli);
  } finally {
    jcli.close();
  }
}

/** @param order - of its routes; 0 is the default route */
async function connectBy(jcli: Jcli, { id, smsc, replyUrl }: JasminConnector, order: number): Promise<void> {
  await jcli.add('user', { uid: id, gid: GROUP, username: id, password: PASSWORD });
  await jcli.add('smppccm', {
    ...{ cid: id, host: HOST, port: smsc.port, username: smsc.systemId, password: smsc.password },
    ...{ bind: replyUrl === undefined ? 'transmitter' : 'transceiver', submit_throughput: 0 },
  });
  await jcli.add('filter', { type: 'UserFilter', fid: `user-${id}`, uid: id });
  await jcli.add('mtrouter', {
    type: 'StaticMTRoute',
    ...{ order, filters: `user-${id}`, connector: `smppc(${id})`, rate: 0 },
  });
  if (replyUrl !== undefined) {
    await jcli.add('httpccm', { cid: `http-${id}`, url: replyUrl, method: 'POST' });
    await jcli.add('filter', { type: 'ConnectorFilter', fid: `from-${id}`, cid: id });
    await jcli.add('morouter', {
      type: 'StaticMORoute',
      ...{ order, filters: `from-${id}`, connector: `http(http-${id})` },
    });
  }
  await jcli.say(`smppccm -1 ${id}`);
  for (const until = performance.now() + BOUND_MS; ; await delay(LOOK_EVERY_MS)) {
    const list = await jcli.say('smppccm -l');
    if (new RegExp(`#${id}\\s+started\\s+BOUND_`).test(list)) return;
    if (performance.now() > until) throw new LocalStackError('part-not-ready', `Jasmin is not bound: ${list}`);
  }
}
