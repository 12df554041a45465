import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const PATIENCE_MS = 120_000;

export interface Visit {
  page: Page;
  /** Errors of the browser: failed scripts, and what the content security policy blocked. */
  complaints: string[];
}

/** A page of a browser that has seen nothing yet, as somebody in Paris has it. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (said) => {
    if (/Content Security Policy/i.test(said.text())) complaints.push(said.text());
  });
  return { page, complaints };
}

/** Signs in as one of the development people, from the address that is wanted, and comes back to it. */
export async function signIn(page: Page, address: string, person: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.locator(`button[value="${person}"]`).click();
  await page.getByRole('navigation', { name: 'Menu principal' }).waitFor({ state: 'attached' });
}

/**
 * Faults that axe finds in a page, each with the element of the first one.
 * @param rules - rules to switch on beside those that axe applies by itself
 */
export async function flawsOf(
  page: Page,
  rules: Readonly<Record<string, { enabled: boolean }>> = {},
): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).options({ rules }).analyze();
  return violations.map(({ id, nodes: [first] }) => `${id}: ${first?.html ?? ''}`);
}

/** By how many pixels a page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
