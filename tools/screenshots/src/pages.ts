import type { Page } from 'playwright-core';
import { type Language, wordOf } from './words';

/** One page of the console as one person sees it. */
export interface ScreenshotPage {
  /** First part of its file names. */
  name: string;
  /** User at the identity provider for development. */
  person: 'ada' | 'otto' | 'rita' | 'aude' | 'mark';
  path: string;
  /** Steps of the person before the screenshot is taken. */
  act?: (page: Page, language: Language) => Promise<void>;
}

/** Writes a text with an error: its STOP mention has a short code that is not the advertiser's. */
async function writeText(page: Page, language: Language): Promise<void> {
  const word = (key: string) => wordOf(language, 'marketer', key);
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: word('draft.toText') }).click();
  await page
    .getByRole('textbox', { name: word('draft.text.label') })
    .fill('Brisane : -30 % sur les manteaux, jusqu’à dimanche. STOP 36111');
  await page.getByText(word('draft.text.verdict.refuse')).waitFor();
}

/** Script that finds the path of the first campaign that is running, or else of the first: the table of a narrow page does not show states. */
const FIND_RUNNING = `(async () => {
  let first;
  for (const { href } of document.querySelectorAll('main tbody a')) {
    const path = new URL(href).pathname;
    const campaign = await (await fetch('/api/campaign/v1' + path)).json();
    if (campaign.state === 'running') return path;
    first ??= path;
  }
  return first;
})()`;

async function openRunningCampaign(page: Page): Promise<void> {
  await page.locator('main tbody a').first().waitFor();
  const path = await page.evaluate<string | undefined>(FIND_RUNNING);
  if (path === undefined) throw new Error('There is no campaign');
  await page.goto(new URL(path, page.url()).href);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
}

/** Opens the level of enforcement of the first advertiser. */
async function openEnforcement(page: Page): Promise<void> {
  await page.locator('main article a[href$="/enforcement"]').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Pages to take screenshots of. */
export const PAGES: readonly ScreenshotPage[] = [
  { name: 'home', person: 'ada', path: '/' },
  { name: 'enforcement', person: 'ada', path: '/advertisers', act: openEnforcement },
  { name: 'campaigns', person: 'mark', path: '/campaigns' },
  { name: 'campaign', person: 'mark', path: '/campaigns', act: openRunningCampaign },
  { name: 'new-campaign', person: 'mark', path: '/campaigns/new', act: writeText },
  { name: 'address-books', person: 'mark', path: '/address-books' },
  { name: 'replies', person: 'mark', path: '/replies' },
  { name: 'statistics', person: 'mark', path: '/statistics' },
  { name: 'texts-to-read', person: 'rita', path: '/reviews' },
  { name: 'unclassified-replies', person: 'rita', path: '/unclassified-replies' },
  { name: 'complaints', person: 'rita', path: '/complaints' },
  { name: 'person', person: 'aude', path: '/persons' },
  { name: 'audit', person: 'aude', path: '/audit' },
  { name: 'platform', person: 'otto', path: '/platform' },
  { name: 'dead-letters', person: 'otto', path: '/dead-letters' },
];

export interface Look {
  /** In CSS pixels. */
  viewport: { width: number; height: number };
  scheme: 'light' | 'dark';
}
const DESK = { width: 1280, height: 800 };
const TELEPHONE = { width: 390, height: 844 };

export const LOOKS: readonly Look[] = [
  { viewport: DESK, scheme: 'light' },
  { viewport: TELEPHONE, scheme: 'dark' },
];
export const EVERY_LOOK: readonly Look[] = [
  ...LOOKS,
  { viewport: DESK, scheme: 'dark' },
  { viewport: TELEPHONE, scheme: 'light' },
];

/** Screenshots that docs/console.md shows; the others are not committed. */
export const IN_DOCS: readonly string[] = [
  'new-campaign-1280-light',
  'campaign-390-dark',
  'replies-390-dark',
  'platform-390-dark',
];
