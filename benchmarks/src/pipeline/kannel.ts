import { Agent, get } from 'node:http';
import { type Kannel, type KannelStore, startKannel } from '@stopsms/local-stack';
import { type SendingRun, measureSending } from '../product/sending-run';
import type { Product } from '../product/product';

const ASKED_AT_A_TIME = 50;

export interface KannelTexts {
  texts: { to: string; text: string }[];
  window: number;
  store: KannelStore;
}

/**
 * Sends texts through Kannel to the simulator over one connection, asked for by HTTP as its users do. It knows nothing of opt-outs,
 * consents or hours.
 */
export async function runKannel(product: Product, { texts, window, store }: KannelTexts): Promise<SendingRun> {
  const smsc = { port: product.stack.ports.simulatorSmpp, systemId: 'stopsms', password: product.smppPassword };
  const kannel = await startKannel({ smsc, window, store });
  try {
    const pids = { ...kannel.pids, simulator: product.pids['simulator'] ?? 0 };
    return await measureSending(product, pids, texts.length, () => askAll(kannel, texts, 'Lorane'));
  } finally {
    await kannel.stop();
  }
}

/** Asks Kannel for these texts, with some requests at a time. */
export async function askAll(
  { sendsmsUrl }: Kannel,
  texts: readonly { to: string; text: string }[],
  from: string,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: ASKED_AT_A_TIME });
  const waiting = [...texts];
  const inTurn = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await ask(agent, sendsmsUrl, { ...next, from });
  };
  await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, inTurn));
  agent.destroy();
}

function ask(agent: Agent, url: string, { to, text, from }: { to: string; text: string; from: string }): Promise<void> {
  const asked = new URLSearchParams({ from, to, text, charset: 'UTF-8' });
  return new Promise((resolve, reject) => {
    get(`${url}&${asked.toString()}`, { agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 202) resolve();
        else reject(new Error(`smsbox answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
