import AxeBuilder from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';

/** What would hide faults of ours, or ends the browser with its first page. */
const NOT_OURS = ['--single-process', '--disable-web-security'];
const PATIENCE_MS = 120_000;

/** The Chromium that npm brings, or the one that `STOPSMS_CHROME` names, where that one does not start. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['STOPSMS_CHROME'] ?? '';
  if (own !== '') return playwright.launch({ executablePath: own });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((flag) => !NOT_OURS.includes(flag)),
  });
}

export interface Visit {
  page: Page;
  /** What the browser complained of: scripts that broke, and what the policy kept out. */
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

/** What axe finds wrong with a page, each with the place of the first one. */
export async function flawsOf(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes: [first] }) => `${id}: ${first?.html ?? ''}`);
}

/** By how many pixels a page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
