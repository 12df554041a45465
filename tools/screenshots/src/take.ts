import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openChromium, signIn } from '@stopsms/chromium';
import type { Browser } from 'playwright-core';
import { settled } from './browser';
import { type Look, PAGES, type ScreenshotPage } from './pages';
import type { Language } from './words';

const PATIENCE_MS = 60_000;

interface Wanted {
  consoleUrl: string;
  /** Folder for the screenshots. */
  folder: string;
  language: Language;
  looks: readonly Look[];
  log: (line: string) => void;
}

/** Takes a screenshot of every page in each look: `<name>-<width>-<scheme>.png`. */
export async function takeScreenshots({ consoleUrl, folder, language, looks, log }: Wanted): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await openChromium();
  try {
    for (const person of new Set(PAGES.map((page) => page.person))) {
      const pages = PAGES.filter((page) => page.person === person);
      for (const look of looks) {
        await takeAs(browser, pages, { consoleUrl, folder, language, ...look });
        log(`${person}, ${look.viewport.width} px, ${look.scheme}: ${pages.map(({ name }) => name).join(', ')}`);
      }
    }
  } finally {
    await browser.close();
  }
}

interface How extends Look {
  consoleUrl: string;
  folder: string;
  language: Language;
}

async function takeAs(browser: Browser, pages: ScreenshotPage[], how: How): Promise<void> {
  const { consoleUrl, folder, language, viewport, scheme } = how;
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const [first] = pages;
    if (first) await signIn(page, consoleUrl, first.person);
    for (const { name, path, act } of pages) {
      await page.goto(`${consoleUrl}${path}`);
      await settled(page);
      if (act !== undefined) {
        await act(page, language);
        await settled(page);
      }
      await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${scheme}.png`) });
    }
  } finally {
    await context.close();
  }
}
