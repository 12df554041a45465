import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './ports';

const HOST = '127.0.0.1';
const PASSWORD = 'sendsms';
const READY_MS = 60_000;
const MAX_TRIES = 3;
const LOOK_EVERY_MS = 100;

/** Store of messages that Kannel has accepted: files until the operator has them, or none. */
export type KannelStore = 'spool' | 'memory';

export interface KannelOptions {
  /** Account at the SMSC. */
  smsc: { port: number; systemId: string; password: string };
  /** Submits without a response. */
  window: number;
  store: KannelStore;
  /** URL that is fetched for each reply, with Kannel's escapes; without one it binds as a transmitter. */
  replyUrl?: string;
  /** URL of a text with a number a line, to which nothing is sent; fetched at the start. */
  blackList?: string;
  /** Configuration to start it with instead of ours: passwords, ports, hosts, folders and URLs in it are replaced. */
  printed?: string;
}

export interface Kannel {
  pids: { bearerbox: number; smsbox: number };
  /** URL of its sendsms, with the credentials. */
  sendsmsUrl: string;
  stop(): Promise<void>;
}

/** Returns the version of the Kannel on the PATH; undefined without one. */
export function kannelVersion(): string | undefined {
  const { stdout } = spawnSync('bearerbox', ['--version'], { encoding: 'utf8' });
  return /version `?([\w.]+)/.exec(stdout ?? '')?.[1];
}

/**
 * Starts Kannel, bound to one SMSC, asked by HTTP as its users do.
 * @throws Error if it is not bound within a minute; nothing is left running then
 */
export async function startKannel(options: KannelOptions): Promise<Kannel> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (!(error instanceof Ended) || tries === MAX_TRIES) throw error;
    }
  }
}

/** A process of Kannel ended before it was ready, as when another program has taken its port meanwhile. */
class Ended extends Error {}

async function startOnce(options: KannelOptions): Promise<Kannel> {
  const dir = mkdtempSync(join(tmpdir(), 'stopsms-kannel-'));
  mkdirSync(join(dir, 'spool'));
  const ports = { admin: await freePort(), box: await freePort(), sendsms: await freePort() };
  const file = join(dir, 'kannel.conf');
  const { printed } = options;
  writeFileSync(
    file,
    printed === undefined ? configuration(options, dir, ports) : filled(printed, options, dir, ports),
  );
  const statusUrl = `http://${HOST}:${ports.admin}/status.txt?password=${PASSWORD}`;
  const bearerbox = start('bearerbox', file);
  let smsbox: ChildProcess | undefined;
  const stop = async () => {
    for (const child of [smsbox, bearerbox]) await ended(child);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await answers(statusUrl, /online/, bearerbox);
    smsbox = start('smsbox', file);
    await answers(statusUrl, /smsbox/, smsbox);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pids: { bearerbox: bearerbox.pid ?? 0, smsbox: smsbox.pid ?? 0 },
    sendsmsUrl: `http://${HOST}:${ports.sendsms}/cgi-bin/sendsms?username=sendsms&password=${PASSWORD}`,
    stop,
  };
}

function start(program: string, file: string): ChildProcess {
  const child = spawn(program, [file], { stdio: 'ignore' });
  child.on('error', () => undefined);
  return child;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.pid === undefined || hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const stuck = setTimeout(() => child.kill('SIGKILL'), READY_MS).unref();
  await exit;
  clearTimeout(stuck);
}

async function answers(url: string, what: RegExp, child: ChildProcess): Promise<void> {
  for (const until = performance.now() + READY_MS; performance.now() < until; await delay(LOOK_EVERY_MS)) {
    const said = await fetch(url)
      .then((response) => response.text())
      .catch(() => '');
    if (what.test(said)) return;
    if (hasEnded(child)) throw new Ended(`${child.spawnfile} ended: ${child.signalCode ?? `code ${child.exitCode}`}`);
  }
  throw new Error(`Kannel did not get ready within ${READY_MS / 1_000} s`);
}

interface Ports {
  admin: number;
  box: number;
  sendsms: number;
}

/**
 * Fills a printed configuration in, by group and name.
 * @throws Error if it lacks one of them
 */
function filled(printed: string, { smsc, replyUrl }: KannelOptions, dir: string, ports: Ports): string {
  const values: Record<string, Record<string, string>> = {
    core: {
      ...{ 'admin-port': String(ports.admin), 'admin-password': PASSWORD },
      ...{ 'smsbox-port': String(ports.box), 'store-location': join(dir, 'spool') },
    },
    smsc: {
      ...{ host: HOST, port: String(smsc.port), 'use-ssl': 'false' },
      ...{ 'smsc-username': smsc.systemId, 'smsc-password': smsc.password },
    },
    smsbox: { 'sendsms-port': String(ports.sendsms) },
    'sendsms-user': { username: 'sendsms', password: PASSWORD },
    ...(replyUrl !== undefined && { 'sms-service': { 'get-url': `"${replyUrl}"` } }),
  };
  let group = '';
  const lines = printed.split('\n').map((line) => {
    const [, name = '', value = ''] = /^(\S+) = (.*)$/.exec(line) ?? [];
    if (name === 'group') group = value;
    const wanted = values[group]?.[name];
    if (wanted === undefined) return line;
    delete values[group]?.[name];
    return `${name} = ${wanted}`;
  });
  const lacking = Object.entries(values).flatMap(([of, names]) => Object.keys(names).map((name) => `${of} ${name}`));
  if (lacking.length > 0) throw new Error(`The configuration lacks ${lacking.join(', ')}`);
  return lines.join('\n');
}

/** `msg-id-type` stays unset: ids are texts. */
const configuration = (
  { smsc, window, store, replyUrl, blackList }: KannelOptions,
  dir: string,
  ports: Ports,
): string => `
group = core
admin-port = ${ports.admin}
admin-password = ${PASSWORD}
admin-interface = ${HOST}
status-password = ${PASSWORD}
smsbox-port = ${ports.box}
smsbox-interface = ${HOST}
box-allow-ip = ${HOST}
box-deny-ip = *.*.*.*
${store === 'spool' ? `store-type = spool\nstore-location = ${join(dir, 'spool')}` : ''}

group = smsc
smsc = smpp
smsc-id = smsc
host = ${HOST}
port = ${smsc.port}
smsc-username = ${smsc.systemId}
smsc-password = ${smsc.password}
system-type = ""
max-pending-submits = ${window}
transceiver-mode = ${replyUrl !== undefined}

group = smsbox
bearerbox-host = ${HOST}
sendsms-port = ${ports.sendsms}
sendsms-interface = ${HOST}
${blackList === undefined ? '' : `black-list = "${blackList}"\n`}
group = sendsms-user
username = sendsms
password = ${PASSWORD}
concatenation = true
max-messages = 10
${replyUrl === undefined ? '' : `\ngroup = sms-service\nkeyword = default\nget-url = "${replyUrl}"\nmax-messages = 0\n`}`;
