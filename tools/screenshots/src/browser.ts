import type { Page } from 'playwright-core';

const PATIENCE_MS = 60_000;

/** As a person does: by the provider's list of people. */
export async function signIn(page: Page, consoleUrl: string, person: string): Promise<void> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${consoleUrl}/session/sign-in?returnTo=/`);
  await page.locator(`button[name=person][value=${person}]`).click();
  await page.waitForURL((url) => url.origin === new URL(consoleUrl).origin && url.pathname === '/');
}

/** Once nothing is loaded any more. A page that goes on telling its progress is never still: then as it is after a while. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
}
