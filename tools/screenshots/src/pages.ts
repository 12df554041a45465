import type { Page } from 'playwright-core';

/** One page of the console as one person sees it. */
export interface ScreenshotPage {
  /** Of its files, and in docs/console.md. */
  name: string;
  /** At the identity provider for development. */
  person: 'ada' | 'otto' | 'rita' | 'aude' | 'mark';
  path: string;
  /** What the person does there first. */
  act?: (page: Page) => Promise<void>;
}

/** A text with something to mend: its mention comes last and is not the advertiser's. */
async function writeText(page: Page): Promise<void> {
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: 'Write the text' }).click();
  await page
    .getByRole('textbox', { name: 'Text' })
    .fill('Brisane : -30 % sur les manteaux, jusqu’à dimanche. STOP 36111');
  await page.getByText('would be refused').waitFor();
}

/** One that was started, by its address: after a click the list is still there when nothing is loaded any more. */
async function openCampaign(page: Page): Promise<void> {
  const address = await page
    .locator('main tbody tr')
    .filter({ hasNotText: 'Draft' })
    .locator('a')
    .first()
    .getAttribute('href');
  await page.goto(new URL(address ?? '/', page.url()).href);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
}

/** Which pages there are pictures of. A page that is added here is pictured with the next `npm run screenshots`. */
export const PAGES: readonly ScreenshotPage[] = [
  { name: 'home', person: 'ada', path: '/' },
  { name: 'campaigns', person: 'mark', path: '/campaigns' },
  { name: 'campaign', person: 'mark', path: '/campaigns', act: openCampaign },
  { name: 'new-campaign', person: 'mark', path: '/campaigns/new', act: writeText },
  { name: 'address-books', person: 'mark', path: '/address-books' },
  { name: 'replies', person: 'mark', path: '/replies' },
  { name: 'statistics', person: 'mark', path: '/statistics' },
  { name: 'texts-to-read', person: 'rita', path: '/reviews' },
  { name: 'unread-replies', person: 'rita', path: '/unread-replies' },
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

/** Those of docs/console.md. */
export const LOOKS: readonly Look[] = [
  { viewport: DESK, scheme: 'light' },
  { viewport: TELEPHONE, scheme: 'dark' },
];
export const EVERY_LOOK: readonly Look[] = [
  ...LOOKS,
  { viewport: DESK, scheme: 'dark' },
  { viewport: TELEPHONE, scheme: 'light' },
];
