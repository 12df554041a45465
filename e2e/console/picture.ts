import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Folder for pictures of pages; without it none are taken. */
const PICTURES = process.env['STOPSMS_PICTURES'] ?? '';

/** Takes a picture of a page for whoever wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== '') await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
