import type { Page } from 'playwright-core';
import { eventually } from '@stopsms/testing';
import { flawsOf, overflowOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const CODE = '36189';
const AGREED = '2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS';
const HEAD = 'phone;prénom;consent_at;consent_source;consent_wording';
const CLIENTS = [HEAD, `0639989501;Inès;${AGREED}`, `0639989502;Zoé;${AGREED}`].join('\n');

/** Address books of a marketer: how a file is checked and imported, and what the book shows of its contacts. */
export function testBooks(of: () => Scene): void {
  let advertiserId: string;
  let bookId: string;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    advertiserId = await of().advertiser('Herbier', CODE);
    bookId = await of().book(advertiserId, 'Clients', CLIENTS);
    await of().giveMark([advertiserId]);
    ({ page, complaints } = await of().visit());
    await signIn(page, `${of().home}/address-books`, 'mark');
  });
  afterAll(() => of().endVisits());

  const openImport = () => page.goto(`${of().home}/address-books/${bookId}?tab=import`);
  const choose = (content: string | Buffer, name = 'clients.csv') =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const check = () => button('Vérifier le fichier').click();

  /** Checks a page by axe and its width, and takes a picture of it. */
  async function sound(name: string): Promise<void> {
    const found = { name, flaws: await flawsOf(page), overflow: await overflowOf(page) };
    await picture(page, name);
    expect(found).toEqual({ name, flaws: [], overflow: 0 });
  }

  test('an import takes the file as it was checked: a change of how it is read needs another check', async () => {
    await openImport();
    expect(await button('Importer').isDisabled()).toBe(true);
    await choose(`phone;prénom;lu le\n0639989503;Léa;2026-10-02\n`);
    expect(await button('Importer').isDisabled()).toBe(true);
    await check();
    await page.getByText('1 contacts, dont 0 avec preuve').waitFor();
    await button('Colonnes, dates et pays').click();
    await page.getByRole('combobox', { name: 'Date du consentement' }).selectOption('lu le');
    await page.getByText('La lecture du fichier a changé.').waitFor();
    expect(await page.getByText('dont 0 avec preuve').count()).toBe(0);
    expect(await button('Importer').isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Origine, si la ligne n’en a pas' }).fill('boutique');
    await page.getByRole('textbox', { name: 'Texte, si la ligne n’en a pas' }).fill('Oui aux offres par SMS');
    await check();
    await page.getByText('1 contacts, dont 1 avec preuve').waitFor();
    await page.getByRole('textbox', { name: 'Texte, si la ligne n’en a pas' }).fill('Oui');
    await page.getByText('La lecture du fichier a changé.').waitFor();
    await sound('import-outdated');
    await check();
    await page.getByText('1 contacts, dont 1 avec preuve').waitFor();
    await button('Importer').click();
    await page.getByText('Terminé').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a file without a known column of numbers opens the choice of columns, as they are written', async () => {
    await openImport();
    const rows = Array.from({ length: 8 }, (_, n) => `06399895${n + 10};Ève`);
    await choose(['Portable client;Nom', ...rows].join('\n'));
    await check();
    await page.getByText('Choisissez la colonne des numéros de mobile').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Numéro de mobile' }).selectOption('Portable client');
    await sound('import-columns');
    await check();
    await page.getByText('8 contacts, dont 0 avec preuve').waitFor();
    // Nothing was to be imported yet, and no more than a few rows are in the way of the buttons.
    expect(await page.getByText('Rien n’a été importé').count()).toBe(0);
    await page.getByText('aucune publicité ne pourrait leur être envoyée').waitFor();
    expect(await button('Importer').isDisabled()).toBe(true);
    const lines = page.getByRole('table', { name: 'Premières lignes' }).getByRole('row');
    expect(await lines.count()).toBe(6);
    await button('Afficher 8 lignes').click();
    expect(await lines.count()).toBe(9);
    await page.getByRole('checkbox', { name: 'Importer aussi les contacts sans consentement' }).check();
    expect(await button('Importer').isDisabled()).toBe(false);
    await page.getByRole('checkbox', { name: 'Importer aussi les contacts sans consentement' }).uncheck();
  });

  test('an upload on a slow line shows its share and can be cancelled', async () => {
    await openImport();
    const rows = Array.from({ length: 40_000 }, (_, n) => `063998${String(n % 10_000).padStart(4, '0')};Ève;${AGREED}`);
    await choose([HEAD, ...rows].join('\n'));
    const cdp = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 50, downloadThroughput: 1e6, uploadThroughput: 300_000 };
    await cdp.send('Network.emulateNetworkConditions', slow);
    await check();
    const bar = page.getByRole('progressbar', { name: 'Part du fichier envoyée' });
    await bar.waitFor();
    await eventually('some of it is sent', async () => Number(await bar.getAttribute('aria-valuenow')) > 0);
    await page.getByText(/^\d+(?:,\d+)?\s%$/).waitFor();
    await sound('import-uploading');
    await button('Annuler').click();
    await bar.waitFor({ state: 'detached' });
    await cdp.send('Network.emulateNetworkConditions', {
      ...slow,
      latency: 0,
      uploadThroughput: -1,
      downloadThroughput: -1,
    });
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await button('Importer').isDisabled()).toBe(true);
    await check();
    await page.getByText(/avec preuve de consentement/).waitFor();
  });

  test('books say how many contacts they have, and contacts have a column for each field', async () => {
    const fields = Array.from({ length: 6 }, (_, n) => `champ ${n}`);
    const rows = Array.from(
      { length: 3 },
      (_, n) => `063998952${n};${fields.map((name) => `${name}-${n}`).join(';')};${AGREED}`,
    );
    const file = `phone;${fields.join(';')};consent_at;consent_source;consent_wording\n${rows.join('\n')}`;
    const wide = await of().book(advertiserId, 'Large', file);
    await page.goto(`${of().home}/address-books`);
    await page.getByRole('row', { name: /^Large 3/ }).waitFor();
    await sound('books');
    await page.goto(`${of().home}/campaigns/new`);
    await page.getByRole('radio', { name: /Large.*3 contacts/ }).waitFor();
    await page.goto(`${of().home}/address-books/${wide}`);
    await page.getByRole('columnheader', { name: 'champ 0' }).waitFor();
    await page.getByRole('cell', { name: 'champ 0-2' }).waitFor();
    await page.getByRole('cell', { name: /champ 5 : champ 5-1/ }).waitFor();
    await sound('book');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await sound('book-390-dark');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
  });
}
