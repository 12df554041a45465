import type { Page } from 'playwright-core';

/** Once nothing is loaded any more. A page that goes on telling its progress is never still: then as it is after a while. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
}
