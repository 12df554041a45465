import type { Page } from 'playwright-core';

/** Signs in as a development user, by the provider's list of users. Ends on the console's first page. */
export async function signIn(page: Page, consoleUrl: string, person: string): Promise<void> {
  await page.goto(`${consoleUrl}/session/sign-in?returnTo=/`);
  await page.locator(`button[name=person][value=${person}]`).click();
  await page.waitForURL((url) => url.origin === new URL(consoleUrl).origin && !url.pathname.startsWith('/session/'));
}
