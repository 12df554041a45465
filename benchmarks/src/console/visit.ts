import type { BrowserContext } from 'playwright-core';

/** Milliseconds count from when the address is asked for. */
export interface Seen {
  firstPaintMs: number;
  usableMs: number;
  /** Bytes of bodies as transferred; nothing that was in the cache. */
  bytes: number;
}

/** Looked for at each frame. */
const usableSince = (selector: string): string => `new Promise((resolve) => {
  const look = () =>
    document.querySelector(${JSON.stringify(selector)}) === null ? requestAnimationFrame(look) : resolve(performance.now());
  look();
})`;

/** Measurements of the page itself. The first paint may be reported a little after it happened. */
const MEASURED = `new Promise((resolve) => new PerformanceObserver((paints) => {
  const [paint] = paints.getEntriesByName('first-contentful-paint');
  if (paint === undefined) return;
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  resolve({
    firstPaintMs: paint.startTime,
    bytes: all.reduce((sum, { transferSize, encodedBodySize }) => sum + (transferSize > 0 ? encodedBodySize : 0), 0),
  });
}).observe({ type: 'paint', buffered: true }))`;

/** @param usable - selects what a person came for */
export async function visit(context: BrowserContext, url: string, usable: string): Promise<Seen> {
  const page = await context.newPage();
  try {
    await page.goto(url, { waitUntil: 'commit' });
    const usableMs = await page.evaluate<number>(usableSince(usable));
    return { ...(await page.evaluate<Omit<Seen, 'usableMs'>>(MEASURED)), usableMs };
  } finally {
    await page.close();
  }
}
