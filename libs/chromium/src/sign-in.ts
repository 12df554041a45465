import type { Page } from 'playwright-core';

/** As one of the people of development does: by the provider's list of people. Ends on the console's first page. */
export async function signIn(page: Page, consoleUrl: string, person: string): Promise<void> {
  await page.goto(`${consoleUrl}/session/sign-in?returnTo=/`);
  await page.locator(`button[name=person][value=${person}]`).click();
  await page.waitForURL((url) => url.origin === new URL(consoleUrl).origin && !url.pathname.startsWith('/session/'));
}
