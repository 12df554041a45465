import { type Jasmin, startJasmin } from '@stopsms/local-stack';
import type { Product } from '../product/product';
import { type SendingRun, measureSending } from '../product/sending-run';
import { askAll } from './ask';
import { LISTED, LISTED_SET, listInRedis } from './listed-numbers';

const CONNECTOR = 'bench';
const ACCEPTED = 200;

/** Interceptor that refuses recipients of a set in Redis; its connection stays open between messages. */
const refuseListed = (port: number): string => `
import redis
client = getattr(redis, 'of_interceptor', None)
if client is None:
    client = redis.of_interceptor = redis.Redis(host='127.0.0.1', port=${port})
if client.sismember('${LISTED_SET}', routable.pdu.params['destination_addr']):
    http_status = 403
    smpp_status = 11
`;

/**
 * Sends texts through Jasmin to the simulator over one connection, asked for by HTTP: first without a check, then with an
 * interceptor that looks the recipient up in Redis.
 */
export async function runJasmin(
  product: Product,
  texts: readonly { to: string; text: string }[],
): Promise<{ plain: SendingRun; withRedis: SendingRun }> {
  const smsc = { port: product.stack.ports.simulatorSmpp, systemId: 'stopsms', password: product.smppPassword };
  const jasmin = await startJasmin();
  try {
    await jasmin.connect({ id: CONNECTOR, smsc });
    const urls = texts.map((sms) => urlOf(jasmin, sms));
    const run = () => {
      const pids = { ...jasmin.pids, simulator: product.pids['simulator'] ?? 0 };
      return measureSending(product, pids, urls.length, () => askAll(urls, ACCEPTED));
    };
    const plain = await run();
    await listInRedis(jasmin.redisPort);
    await jasmin.intercept(refuseListed(jasmin.redisPort));
    await assertRefused(jasmin);
    return { plain, withRedis: await run() };
  } finally {
    await jasmin.stop();
  }
}

const urlOf = (jasmin: Jasmin, { to, text }: { to: string; text: string }): string =>
  `${jasmin.sendUrl(CONNECTOR)}&${new URLSearchParams({ from: 'Lorane', to, content: text }).toString()}`;

async function assertRefused(jasmin: Jasmin): Promise<void> {
  const { status } = await fetch(urlOf(jasmin, { to: LISTED, text: 'Non' }));
  if (status !== 403) throw new Error(`Jasmin answered ${status} for a number that its interceptor refuses`);
}
