import { setTimeout as delay } from 'node:timers/promises';
import { choice, count } from '../command/flags';
import { Sampler } from '../footprint/sampler';
import { enrol } from '../product/audience';
import { productBenchmark, profileFlag } from '../product/on-product';
import type { Product } from '../product/product';
import { Profiling } from '../profile/profiling';
import { printFigure, printSpread } from '../spread';
import { askJson } from '../product/ask-json';
import { importBook } from './book';

type Forecast = Record<'recipients' | 'leave' | 'held' | 'refused', number>;
type Counts = Record<'recipients' | 'pending' | 'cleared' | 'held' | 'refused', number>;

const SAMPLE_MS = 100;
const POLL_MS = 500;
const SUBJECTS = [
  { name: 'one text for all', text: 'Lorane : -20% sur les manteaux ce samedi.' },
  { name: 'a text of its own for each', text: 'Bonjour {{first_name}}, -20% chez Lorane ce samedi.' },
];

export const preflight = productBenchmark({
  name: 'preflight',
  summary: 'forecast of a campaign before it is started',
  about:
    'Seconds and memory of a preflight of an address book of which every second contact has a consent: one text for all, and one of its ' +
    'own for each. The last campaign may then be started, and what it does is compared with the forecast.',
  flags: {
    contacts: count(100_000, 'in the address book', { to: 10_000_000 }),
    rounds: count(3, 'of each, after one to warm up'),
    last: choice(['started', 'left'], 'what becomes of the last campaign'),
    profile: profileFlag,
  },
  settings: ({ profile }) => Profiling.settings(profile),
  measure: async (product, { contacts, rounds, last, profile }) => {
    console.log(`\npreflight: ${contacts} contacts, every second with a consent; ${rounds} rounds`);
    const advertiserId = await enrol(product, 0);
    const addressBookId = await importBook(product, advertiserId, contacts);
    for (const [n, { name, text }] of SUBJECTS.entries()) {
      const plan = { advertiserId, addressBookId, category: 'marketing', mention: 'insert', text };
      const { url } = product.stack.services.campaign;
      const { id } = await askJson<{ id: string }>('POST', `${url}/v1/campaigns`, plan);
      const profiling = await Profiling.prepare(product, profile);
      const forecast = await measure(product, id, name, rounds, profiling);
      await profiling.print(contacts * rounds);
      if (last === 'started' && n === SUBJECTS.length - 1) await compare(product, id, forecast);
    }
  },
});

async function measure(
  product: Product,
  id: string,
  name: string,
  rounds: number,
  profiling: Profiling,
): Promise<Forecast> {
  const { campaign, compliance } = product.stack.services;
  const sampler = new Sampler({ campaign: campaign.pid, compliance: compliance.pid });
  const seconds: number[] = [];
  let forecast: Forecast | undefined;
  for (let round = 0; round <= rounds; round += 1) {
    if (round === 1) await profiling.start();
    const timer = setInterval(() => sampler.sample(), SAMPLE_MS);
    const startedAt = performance.now();
    forecast = await askJson<Forecast>('POST', `${campaign.url}/v1/campaigns/${id}/preflight`, {
      perSecond: 100,
    }).finally(() => clearInterval(timer));
    if (round > 0) seconds.push((performance.now() - startedAt) / 1_000);
  }
  sampler.sample();
  printSpread(name, seconds, 's');
  for (const [service, { rssMiB }] of sampler.end()) {
    printFigure(`${name}: ${service} in memory`, `${rssMiB.least} … ${rssMiB.most} MiB`);
  }
  if (!forecast) throw new Error('No preflight was asked for');
  return forecast;
}

/** Starts the campaign and waits until each of its messages is decided. */
async function compare({ stack }: Product, id: string, forecast: Forecast): Promise<void> {
  const campaign = `${stack.services.campaign.url}/v1/campaigns/${id}`;
  await askJson('POST', `${campaign}/start`, { by: 'benchmark' });
  let counts: Counts;
  do {
    await delay(POLL_MS);
    ({ counts } = await askJson<{ counts: Counts }>('GET', campaign));
  } while (counts.pending > 0);
  const { recipients, leave, held, refused } = forecast;
  const show = (...of: number[]) => of.join(' · ');
  printFigure('forecast: recipients · leave · held · refused', show(recipients, leave, held, refused));
  printFigure('done', show(counts.recipients, counts.cleared, counts.held, counts.refused));
}
