import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '@stopsms/chromium';
import { type Visit, flawsOf, openPage, overflowOf, signIn } from './console/browser';
import { testPeople } from './console/test-people';
import { type OwnStack, openStack } from './stage';

jest.setTimeout(600_000);

const SCRIPT = '<script>document.title="broken in"</script>';
const CONTACTS = `phone;first_name;consent_at;consent_source;consent_wording
0639985501;Ines;2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS
0639985502;${SCRIPT};2026-10-02T09:31:00+02:00;boutique;Oui aux offres par SMS
12;Personne;2026-10-02T09:32:00+02:00;boutique;Oui aux offres par SMS
`;
/** Is said to inform, and is perhaps an advert. */
const DOUBTFUL = 'Bonjour, merci Hugo, vous pouvez désormais voir votre conseiller en agence.';
/** Pictures of the pages go there when it is named, for whoever wants to look. */
const PICTURES = process.env['STOPSMS_PICTURES'] ?? '';

let stage: OwnStack;
let browser: Browser;
let visit: Visit;
let page: Page;
let folder: string;
let home: string;
let mine: string;
let campaignOfAnother: string;

beforeAll(async () => {
  stage = await openStack();
  browser = await openChromium();
  folder = mkdtempSync(join(tmpdir(), 'stopsms-console-'));
  home = stage.stack.console.url;
  mine = await newAdvertiser('Brulerie', '36195');
  const another = await newAdvertiser('Mercerie', '36196');
  const { id: book } = await ask('campaign', '/v1/address-books', { advertiserId: another, name: 'Clients' });
  const draft = {
    advertiserId: another,
    addressBookId: book,
    category: 'marketing',
    text: 'Mercerie : -20%. STOP 36196',
  };
  campaignOfAnother = (await ask('campaign', '/v1/campaigns', draft)).id;
  const doubtful = { advertiserId: another, to: '+33639985503', category: 'informative', text: DOUBTFUL };
  await ask('campaign', '/v1/messages', doubtful);
  await fetch(`${stage.stack.identityProvider.url}/people/mark/advertisers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([mine]),
  });
  visit = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  page = visit.page;
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a marketer signs in, imports contacts, writes a text that is mended, and sends it', async () => {
  await signIn(page, `${home}/address-books`, 'mark');
  await sound('address-books');
  await page.getByRole('button', { name: 'Nouveau carnet' }).first().click();
  await page.getByRole('textbox', { name: 'Nom' }).fill(`Clients ${SCRIPT}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Nouveau carnet' }).click();
  await page.getByRole('heading', { name: `Clients ${SCRIPT}` }).waitFor();

  await page.getByRole('tab', { name: 'Importer' }).click();
  const file = join(folder, 'contacts.csv');
  writeFileSync(file, CONTACTS);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  await page.getByRole('table', { name: 'Premières lignes' }).waitFor();
  await page.getByRole('button', { name: 'Colonnes, dates et pays' }).click();
  await page.getByRole('combobox', { name: 'Date du consentement' }).waitFor();
  await sound('import-preview');
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await page.getByText('Terminé').waitFor();
  await page.getByText('Le numéro a trop peu de chiffres').waitFor();
  await sound('import');

  await page.goto(`${home}/campaigns/new`);
  await page.getByRole('radio', { name: /Clients/ }).click();
  await sound('new-campaign');
  await page.getByRole('button', { name: 'Rédiger le texte' }).click();
  const text = page.getByRole('textbox', { name: 'Texte' });
  // Without the mention that would be added when it leaves, so that there is something to mend.
  await page.getByRole('switch', { name: /Ajouter la mention/ }).click();
  // Letter by letter and as fast as can be: none may be lost.
  await text.fill('');
  const typed = `Brulerie : -20% sur les cafés ${SCRIPT} ce samedi !`;
  await text.pressSequentially(typed);
  expect(await text.inputValue()).toBe(typed);
  await page.getByText('Ce texte serait refusé').waitFor();
  await sound('text-refused');
  await page.getByRole('button', { name: 'Corriger' }).first().click();
  await page.getByText('Ce texte peut être envoyé').waitFor();
  expect(await text.inputValue()).toMatch(/STOP 36195$/);
  await page.getByText('Brouillon enregistré.').waitFor();
  await page.reload();
  expect(await text.inputValue()).toMatch(/<script>.* ce samedi !.*STOP 36195$/s);
  await sound('text');
  await page.setViewportSize({ width: 390, height: 844 });
  await sound('text-390');
  await page.setViewportSize({ width: 1280, height: 800 });

  // A colleague writes the same draft: neither overwrites the other unseen.
  const [draft = ''] = new URL(page.url()).pathname.match(/\/campaigns\/[^/]+/) ?? [];
  const theirs = `Brulerie : -30% ${SCRIPT} ce samedi ! STOP 36195`;
  const ours = `Brulerie : -20% ${SCRIPT} ce samedi ! STOP 36195`;
  await ask('campaign', `/v1${draft}`, { text: theirs }, 'PATCH');
  await text.fill(ours);
  await page.getByText('Quelqu’un d’autre a modifié ce brouillon', { exact: true }).waitFor();
  await sound('text-conflict');
  await page.getByRole('button', { name: 'Garder ma version' }).click();
  await page.getByText('Brouillon enregistré.').waitFor();
  await page.reload();
  expect(await text.inputValue()).toBe(ours);
  await ask('campaign', `/v1${draft}`, { text: theirs }, 'PATCH');
  await text.fill(`${ours}!`);
  await page.getByRole('button', { name: 'Afficher sa version' }).click();
  await page.getByText('Brouillon enregistré.').waitFor();
  expect(await text.inputValue()).toBe(theirs);

  await page.getByRole('button', { name: 'Suivant' }).click();
  await page.getByRole('heading', { name: 'Heures d’envoi autorisées' }).waitFor();
  await sound('when');
  await page.goBack();
  expect(await text.inputValue()).toMatch(/STOP 36195$/);
  await page.goForward();
  await page.getByRole('button', { name: 'Suivant' }).click();
  await page.getByTestId('leave').getByText('2', { exact: true }).waitFor();
  await sound('preflight');
  await page.getByRole('button', { name: 'Démarrer la campagne' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Démarrer la campagne' }).click();
  // Shown as it happens, without a reload.
  await page.getByTestId('delivered').getByText('2', { exact: true }).waitFor();
  await sound('campaign');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await sound('campaign-390-dark');
  expect(visit.complaints).toEqual([]);
  expect(await page.title()).not.toContain('broken in');
});

test.each(['/campaigns', '/address-books', '/replies', '/statistics', '/advertisers', '/nowhere'])(
  '%s is sound in the dark on a telephone of 360 pixels, and by its address',
  async (path) => {
    const narrow = await page.context().newPage();
    await narrow.setViewportSize({ width: 360, height: 780 });
    await narrow.emulateMedia({ colorScheme: 'dark' });
    await narrow.goto(home + path);
    await narrow.getByRole('heading', { level: 1 }).waitFor();
    expect({ flaws: await flawsOf(narrow), overflow: await overflowOf(narrow) }).toEqual({ flaws: [], overflow: 0 });
    await picture(narrow, `${path.slice(1)}-360-dark`);
    await narrow.close();
  },
);

test('a campaign of another advertiser is not shown, whatever the address says', async () => {
  await page.goto(`${home}/campaigns/${campaignOfAnother}`);
  await page.getByText(/vous n’y avez pas accès|Accès refusé/).waitFor();
  expect(await page.content()).not.toContain('36196');
});

test('a screen whose code cannot be fetched says so, and is there once it can', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${home}/address-books`);
  const code = '**/assets/StatisticsPage*';
  await page.route(code, (request) => request.abort());
  await page.getByRole('link', { name: 'Statistiques' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Réessayer' }).waitFor();
  await page.unroute(code);
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await page.getByRole('heading', { name: 'Statistiques' }).waitFor();
});

testPeople(() => ({
  home,
  phone: '+33639985501',
  heldText: DOUBTFUL,
  open: () => openPage(browser, { viewport: { width: 1280, height: 800 } }),
}));

test('whoever signs out sees nothing more', async () => {
  await page.goto(`${home}/campaigns`);
  await page.getByRole('button', { name: /^Compte de/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByRole('heading', { name: 'Connexion' }).waitFor();
  await page.goto(`${home}/campaigns`);
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
});

/** axe finds nothing, nothing is wider than the page; and a picture for who wants to see it. */
async function sound(name: string): Promise<void> {
  expect({ name, flaws: await flawsOf(page), overflow: await overflowOf(page) }).toEqual({
    name,
    flaws: [],
    overflow: 0,
  });
  await picture(page, name);
}

async function picture(of: Page, name: string): Promise<void> {
  if (PICTURES !== '') await of.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

async function ask(service: 'campaign', path: string, body: object, method = 'POST'): Promise<{ id: string }> {
  const answer = await fetch(stage.stack.services[service].url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

async function newAdvertiser(name: string, shortCode: string): Promise<string> {
  const given = { name, legalName: `${name} SAS`, sender: name, shortCode, country: 'FR' };
  return (await ask('campaign', '/v1/advertisers', given)).id;
}
