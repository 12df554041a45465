import type { Page } from 'playwright-core';

/** Waits until nothing loads any more. A page with live progress never settles: it is taken as it is after 10 s. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
}
