import type { BrowserContext } from 'playwright-core';

/** Milliseconds count from when the address is asked for. */
export interface Seen {
  firstPaintMs: number;
  usableMs: number;
  /** Of bodies, as they came over the connection; nothing of what was in the cache. */
  bytes: number;
}

/** What a page tells of itself. */
const MEASURED = `(() => {
  const usableMs = performance.now();
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  return {
    usableMs,
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    bytes: all.reduce((sum, { transferSize, encodedBodySize }) => sum + (transferSize > 0 ? encodedBodySize : 0), 0),
  };
})()`;

/** @param usable - selects what a person came for */
export async function visit(context: BrowserContext, url: string, usable: string): Promise<Seen> {
  const page = await context.newPage();
  try {
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(usable).first().waitFor();
    return await page.evaluate<Seen>(MEASURED);
  } finally {
    await page.close();
  }
}
