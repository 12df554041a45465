import { type Kannel, type KannelStore, startKannel } from '@stopsms/local-stack';
import type { Product } from '../product/product';
import { type SendingRun, measureSending } from '../product/sending-run';
import { askAll } from './ask';
import { LISTED } from './listed-numbers';

const ACCEPTED = 202;

export interface KannelTexts {
  texts: readonly { to: string; text: string }[];
  window: number;
  store: KannelStore;
  /** URL of its black-list; LISTED must be in it. */
  blackList?: string;
}

/**
 * Sends texts through Kannel to the simulator over one connection, asked for by HTTP as its users do. It knows nothing of
 * consents or hours, and of opt-outs only its black-list.
 */
export async function runKannel(product: Product, { texts, ...options }: KannelTexts): Promise<SendingRun> {
  const smsc = { port: product.stack.ports.simulatorSmpp, systemId: 'stopsms', password: product.smppPassword };
  const kannel = await startKannel({ smsc, ...options });
  try {
    if (options.blackList !== undefined) await assertRefused(kannel);
    const pids = { ...kannel.pids, simulator: product.pids['simulator'] ?? 0 };
    return await measureSending(product, pids, texts.length, () => sendByKannel(kannel, texts, 'Lorane'));
  } finally {
    await kannel.stop();
  }
}

export const sendByKannel = (
  kannel: Kannel,
  texts: readonly { to: string; text: string }[],
  from: string,
): Promise<void> =>
  askAll(
    texts.map((sms) => urlOf(kannel, { ...sms, from })),
    ACCEPTED,
  );

const urlOf = ({ sendsmsUrl }: Kannel, { to, text, from }: { to: string; text: string; from: string }): string =>
  `${sendsmsUrl}&${new URLSearchParams({ from, to, text, charset: 'UTF-8' }).toString()}`;

async function assertRefused(kannel: Kannel): Promise<void> {
  const { status } = await fetch(urlOf(kannel, { to: LISTED, text: 'Non', from: 'Lorane' }));
  if (status === ACCEPTED) throw new Error('Kannel accepted an SMS to a number of its black-list');
}
