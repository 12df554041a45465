import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@stopsms/local-stack';
import { processorSeconds } from '../product/processor-time';
import type { Product } from '../product/product';
import { simulatorStats } from '../product/simulator';

const PASSWORD = 'bench';
const ASKED_AT_A_TIME = 50;
const READY_MS = 30_000;
const LOOK_EVERY_MS = 100;

export interface KannelRun {
  perSecond: number;
  /** Processor seconds by process, that of whoever asks too. */
  cpuSeconds: Record<string, number>;
}

/** Store of messages that Kannel has accepted: files until the operator has them, or none. */
export type Store = 'spool' | 'memory';

/**
 * Sends texts through Kannel to the simulator over one connection, asked for by HTTP as its users do. It knows nothing of opt-outs,
 * consents or hours.
 */
export async function runKannel(
  product: Product,
  { texts, window, store }: { texts: { to: string; text: string }[]; window: number; store: Store },
): Promise<KannelRun> {
  const dir = mkdtempSync(join(tmpdir(), 'stopsms-kannel-'));
  const [adminPort, boxPort, sendPort] = [await freePort(), await freePort(), await freePort()];
  mkdirSync(join(dir, 'spool'));
  const file = join(dir, 'kannel.conf');
  writeFileSync(file, configuration(product, { dir, adminPort, boxPort, sendPort, window, store }));
  const bearerbox = start('bearerbox', file);
  let smsbox: ChildProcess | undefined;
  try {
    await answers(`http://127.0.0.1:${adminPort}/status.txt?password=${PASSWORD}`, /online/);
    smsbox = start('smsbox', file);
    await answers(`http://127.0.0.1:${adminPort}/status.txt?password=${PASSWORD}`, /smsbox/);
    const pids = { bearerbox: bearerbox.pid ?? 0, smsbox: smsbox.pid ?? 0, simulator: product.pids['simulator'] ?? 0 };
    return await measure(product, pids, sendPort, texts);
  } finally {
    for (const child of [smsbox, bearerbox]) await ended(child);
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(
  product: Product,
  pids: Record<string, number>,
  port: number,
  texts: { to: string; text: string }[],
): Promise<KannelRun> {
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { ...processorSeconds(pids), benchmark: (user + system) / 1e6 };
  };
  const { accepted: before } = await simulatorStats(product);
  const [startedAt, cpu] = [performance.now(), now()];
  const agent = new Agent({ keepAlive: true, maxSockets: ASKED_AT_A_TIME });
  const waiting = [...texts];
  const inTurn = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await ask(agent, port, next);
  };
  await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, inTurn));
  agent.destroy();
  while ((await simulatorStats(product)).accepted - before < texts.length) await delay(LOOK_EVERY_MS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = now();
  const used = Object.entries(after).map(([name, value]) => [name, value - (cpu[name as keyof typeof cpu] ?? 0)]);
  return { perSecond: texts.length / seconds, cpuSeconds: Object.fromEntries(used) as Record<string, number> };
}

function ask(agent: Agent, port: number, { to, text }: { to: string; text: string }): Promise<void> {
  const asked = new URLSearchParams({
    username: 'bench',
    password: PASSWORD,
    from: 'Lorane',
    to,
    text,
    charset: 'UTF-8',
  });
  return new Promise((resolve, reject) => {
    get({ agent, host: '127.0.0.1', port, path: `/cgi-bin/sendsms?${asked.toString()}` }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 202) resolve();
        else reject(new Error(`smsbox answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}

function start(program: string, file: string): ChildProcess {
  const child = spawn(program, [file], { stdio: 'ignore' });
  child.on('error', () => undefined);
  return child;
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const stuck = setTimeout(() => child.kill('SIGKILL'), READY_MS).unref();
  await exit;
  clearTimeout(stuck);
}

async function answers(url: string, what: RegExp): Promise<void> {
  for (const until = performance.now() + READY_MS; performance.now() < until; await delay(LOOK_EVERY_MS)) {
    const said = await fetch(url)
      .then((response) => response.text())
      .catch(() => '');
    if (what.test(said)) return;
  }
  throw new Error(`Kannel did not get ready within ${READY_MS / 1_000} s`);
}

interface Settings {
  dir: string;
  adminPort: number;
  boxPort: number;
  sendPort: number;
  window: number;
  store: Store;
}

function configuration({ stack, smppPassword }: Product, settings: Settings): string {
  const { dir, adminPort, boxPort, sendPort, window, store } = settings;
  return `
group = core
admin-port = ${adminPort}
admin-password = ${PASSWORD}
admin-interface = 127.0.0.1
status-password = ${PASSWORD}
smsbox-port = ${boxPort}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = *.*.*.*
${store === 'spool' ? `store-type = spool\nstore-location = ${join(dir, 'spool')}` : ''}

group = smsc
smsc = smpp
smsc-id = simulator
host = 127.0.0.1
port = ${stack.ports.simulatorSmpp}
smsc-username = stopsms
smsc-password = ${smppPassword}
system-type = ""
max-pending-submits = ${window}
msg-id-type = 0x00

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendPort}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = bench
password = ${PASSWORD}
concatenation = true
max-messages = 3
`;
}
