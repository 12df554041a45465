import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openChromium, signIn } from '@stopsms/chromium';
import type { Browser } from 'playwright-core';
import { count } from '../command/flags';
import { askJson } from '../product/ask-json';
import { enrol } from '../product/audience';
import { productBenchmark } from '../product/on-product';
import type { Product } from '../product/product';
import { printSpread } from '../spread';
import { type Seen, visit } from './visit';

const PEER = '<!doctype html><html lang="en"><title>Peer</title><ul><li>A page without a script.</li></ul></html>';
const VIEWPORT = { width: 1280, height: 800 };

export const consolePages = productBenchmark({
  name: 'console',
  summary: 'first paint of the console, and its list of campaigns',
  about:
    'Milliseconds from the address to the first paint and to a list of campaigns that can be used, in a Chromium that has seen nothing yet and ' +
    'in one that comes back, and the bytes that this takes. The peer is a page without a script, from a server that does nothing else.',
  flags: {
    visits: count(10, 'of each, after one that is not counted'),
    campaigns: count(50, 'in the list', { to: 1_000 }),
  },
  settings: () => ({}),
  measure: async (product, { visits, campaigns }) => {
    console.log(`\nconsole: ${campaigns} campaigns, ${visits} visits of each`);
    await prepare(product, campaigns);
    const browser = await openChromium();
    try {
      await measurePeer(browser, visits);
      await measure(browser, product.stack.console.url, visits);
    } finally {
      await browser.close();
    }
  },
});

/** The marketer among the people of development acts for an advertiser with campaigns. */
async function prepare(product: Product, campaigns: number): Promise<void> {
  const advertiserId = await enrol(product, 0);
  const { url } = product.stack.services.campaign;
  const book = await askJson<{ id: string }>('POST', `${url}/v1/address-books`, { advertiserId, name: 'Clients' });
  const draft = { advertiserId, addressBookId: book.id, category: 'marketing', mention: 'insert' };
  for (let n = 0; n < campaigns; n += 1) {
    await askJson('POST', `${url}/v1/campaigns`, { ...draft, text: `Lorane : -${(n % 70) + 5}% ce samedi.` });
  }
  await askJson('PUT', `${product.stack.identityProvider.url}/people/mark/advertisers`, [advertiserId]);
}

async function measurePeer(browser: Browser, visits: number): Promise<void> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PEER));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    show('peer, a page without a script', await newcomers(browser, url, 'li', visits));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function measure(browser: Browser, home: string, visits: number): Promise<void> {
  show('signed out', await newcomers(browser, `${home}/`, 'button', visits));
  const person = await browser.newContext({ viewport: VIEWPORT });
  const page = await person.newPage();
  await signIn(page, home, 'mark');
  await page.close();
  const cookies = await person.storageState();
  const list = `${home}/campaigns`;
  show('signed in', await newcomers(browser, list, 'tbody tr a', visits, { storageState: cookies }));
  const again: Seen[] = [];
  for (let n = 0; n <= visits; n += 1) again.push(await visit(person, list, 'tbody tr a'));
  show('signed in, come back', again.slice(1));
  await person.close();
}

/** Each with a cache of its own, which is empty. */
async function newcomers(
  browser: Browser,
  url: string,
  usable: string,
  visits: number,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let n = 0; n <= visits; n += 1) {
    const context = await browser.newContext({ viewport: VIEWPORT, ...options });
    seen.push(await visit(context, url, usable));
    await context.close();
  }
  return seen.slice(1);
}

function show(who: string, seen: readonly Seen[]): void {
  const of = (name: keyof Seen) => seen.map((one) => one[name]);
  printSpread(`${who}: first paint`, of('firstPaintMs'), 'ms', 0);
  printSpread(`${who}: usable`, of('usableMs'), 'ms', 0);
  printSpread(
    `${who}: received`,
    of('bytes').map((bytes) => bytes / 1_000),
    'kB',
  );
}
