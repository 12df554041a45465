import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Kannel, type KannelStore, startKannel } from '@stopsms/local-stack';
import { processorSeconds } from '../product/processor-time';
import type { Product } from '../product/product';
import { simulatorStats } from '../product/simulator';

const ASKED_AT_A_TIME = 50;
const LOOK_EVERY_MS = 100;

export interface KannelRun {
  perSecond: number;
  /** Processor seconds by process, that of whoever asks too. */
  cpuSeconds: Record<string, number>;
}

export interface KannelTexts {
  texts: { to: string; text: string }[];
  window: number;
  store: KannelStore;
}

/**
 * Sends texts through Kannel to the simulator over one connection, asked for by HTTP as its users do. It knows nothing of opt-outs,
 * consents or hours.
 */
export async function runKannel(product: Product, { texts, window, store }: KannelTexts): Promise<KannelRun> {
  const smsc = { port: product.stack.ports.simulatorSmpp, systemId: 'stopsms', password: product.smppPassword };
  const kannel = await startKannel({ smsc, window, store });
  try {
    return await measure(product, { ...kannel.pids, simulator: product.pids['simulator'] ?? 0 }, kannel, texts);
  } finally {
    await kannel.stop();
  }
}

async function measure(
  product: Product,
  pids: Record<string, number>,
  kannel: Kannel,
  texts: { to: string; text: string }[],
): Promise<KannelRun> {
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { ...processorSeconds(pids), benchmark: (user + system) / 1e6 };
  };
  const { accepted: before } = await simulatorStats(product);
  const [startedAt, cpu] = [performance.now(), now()];
  await askAll(kannel, texts);
  while ((await simulatorStats(product)).accepted - before < texts.length) await delay(LOOK_EVERY_MS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = now();
  const used = Object.entries(after).map(([name, value]) => [name, value - (cpu[name as keyof typeof cpu] ?? 0)]);
  return { perSecond: texts.length / seconds, cpuSeconds: Object.fromEntries(used) as Record<string, number> };
}

/** Asks Kannel for these texts, with some requests at a time. */
export async function askAll({ sendsmsUrl }: Kannel, texts: readonly { to: string; text: string }[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: ASKED_AT_A_TIME });
  const waiting = [...texts];
  const inTurn = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await ask(agent, sendsmsUrl, next);
  };
  await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, inTurn));
  agent.destroy();
}

function ask(agent: Agent, url: string, { to, text }: { to: string; text: string }): Promise<void> {
  const asked = new URLSearchParams({ from: 'Lorane', to, text, charset: 'UTF-8' });
  return new Promise((resolve, reject) => {
    get(`${url}&${asked.toString()}`, { agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 202) resolve();
        else reject(new Error(`smsbox answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
