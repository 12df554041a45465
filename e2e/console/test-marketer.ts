import type { Page } from 'playwright-core';
import { type Visit, flawsOf, overflowOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const SCRIPT = '<script>document.title="broken in"</script>';
const CONTACTS = `phone;first_name;consent_at;consent_source;consent_wording
0639989601;Ines;2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS
0639989602;${SCRIPT};2026-10-02T09:31:00+02:00;boutique;Oui aux offres par SMS
12;Personne;2026-10-02T09:32:00+02:00;boutique;Oui aux offres par SMS
`;
const SCREENS = ['/campaigns', '/address-books', '/replies', '/statistics', '/advertisers', '/nowhere'];

/** A marketer from the file of contacts to the receipts, and the screens on the way. */
export function testMarketer(of: () => Scene): void {
  let visit: Visit;
  let page: Page;
  let home: string;
  let campaignOfAnother: string;

  beforeAll(async () => {
    home = of().home;
    const mine = await of().advertiser('Torrefa', '36195');
    const another = await of().advertiser('Mercerie', '36196');
    const { id: book } = await of().ask('campaign', '/v1/address-books', { advertiserId: another, name: 'Clients' });
    campaignOfAnother = await of().draft(another, book, 'Mercerie : -20%. STOP 36196');
    await of().giveMark([mine]);
    visit = await of().visit();
    page = visit.page;
  });
  afterAll(() => of().endVisits());

  test('a marketer signs in, imports contacts, writes a text that is mended, and sends it', async () => {
    await signIn(page, `${home}/address-books`, 'mark');
    await sound('address-books');
    await page.getByRole('button', { name: 'Nouveau carnet' }).first().click();
    await page.getByRole('textbox', { name: 'Nom' }).fill(`Clients ${SCRIPT}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Nouveau carnet' }).click();
    await page.getByRole('heading', { name: `Clients ${SCRIPT}` }).waitFor();

    await page.getByRole('tab', { name: 'Importer' }).click();
    const buffer = Buffer.from(CONTACTS);
    await page.locator('input[type=file]').setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer });
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
    const typed = `Torrefa : -20% sur les cafés ${SCRIPT} ce samedi !`;
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
    const theirs = `Torrefa : -30% ${SCRIPT} ce samedi ! STOP 36195`;
    const ours = `Torrefa : -20% ${SCRIPT} ce samedi ! STOP 36195`;
    await of().ask('campaign', `/v1${draft}`, { text: theirs }, 'PATCH');
    await text.fill(ours);
    await page.getByText('Quelqu’un d’autre a modifié ce brouillon', { exact: true }).waitFor();
    await sound('text-conflict');
    await page.getByRole('button', { name: 'Garder ma version' }).click();
    await page.getByText('Brouillon enregistré.').waitFor();
    await page.reload();
    expect(await text.inputValue()).toBe(ours);
    await of().ask('campaign', `/v1${draft}`, { text: theirs }, 'PATCH');
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
    expect(await page.title()).not.toBe('broken in');
  });

  test('screens are sound in the dark on a telephone of 360 pixels, and by their addresses', async () => {
    const look = async (path: string) => {
      const narrow = await page.context().newPage();
      await narrow.setViewportSize({ width: 360, height: 780 });
      await narrow.emulateMedia({ colorScheme: 'dark' });
      await narrow.goto(home + path);
      await narrow.getByRole('heading', { level: 1 }).waitFor();
      const found = { path, flaws: await flawsOf(narrow), overflow: await overflowOf(narrow) };
      await picture(narrow, `${path.slice(1)}-360-dark`);
      await narrow.close();
      return found;
    };
    expect(await Promise.all(SCREENS.map(look))).toEqual(SCREENS.map((path) => ({ path, flaws: [], overflow: 0 })));
  });

  test('hides a campaign of another advertiser at any URL', async () => {
    await page.goto(`${home}/campaigns/${campaignOfAnother}`);
    await page.getByText(/vous n’y avez pas accès|Accès refusé/).waitFor();
    expect(await page.content()).not.toMatch(/\b36196\b|Mercerie/);
  });

  test('a screen whose code cannot be fetched says so, and appears once it can', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${home}/address-books`);
    const code = '**/assets/StatisticsPage*';
    await page.route(code, (request) => request.abort());
    await page.getByRole('link', { name: 'Statistiques' }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Recharger la page' }).waitFor();
    await page.unroute(code);
    await page.getByRole('button', { name: 'Recharger la page' }).click();
    await page.getByRole('heading', { name: 'Statistiques' }).waitFor();
  });

  /** axe finds nothing, nothing is wider than the page; and a picture for who wants to see it. */
  async function sound(name: string): Promise<void> {
    const found = { name, flaws: await flawsOf(page), overflow: await overflowOf(page) };
    expect(found).toEqual({ name, flaws: [], overflow: 0 });
    await picture(page, name);
  }
}
