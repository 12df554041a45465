import type { Page } from 'playwright-core';
import { flawsOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const HEAD = 'phone;prénom;consent_at;consent_source;consent_wording';
const CONSENT = '2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS';
const CLIENTS = [HEAD, `0639989711;Inès;${CONSENT}`, `0639989712;Zoé;${CONSENT}`].join('\n');
/** So many that the list of a choice does not draw them all. */
const OTHERS = 52;

/** The choice of an advertiser, and a campaign from its first word to its start, where a marketer could choose wrong. */
export function testMarketerDraft(of: () => Scene): void {
  let first: string;
  let tournesol: string;
  let clients: string;

  beforeAll(async () => {
    const name = 'Établissements Abricot';
    const given = { name, legalName: 'Abricot SAS', sender: 'Abricot', shortCode: '36400', country: 'FR' };
    first = (await of().ask('campaign', '/v1/advertisers', given)).id;
    tournesol = await of().advertiser('Tournesol', '36401');
    const others = [];
    for (let index = 0; index < OTHERS; index += 1)
      others.push(await of().advertiser(`Zinnia ${index}`, String(36_402 + index)));
    clients = await of().book(tournesol, 'Clients', CLIENTS);
    await of().giveMark([first, tournesol, ...others]);
  });
  afterEach(() => of().endVisits());

  const open = async (path: string): Promise<Page> => {
    const { page } = await of().visit();
    await signIn(page, of().home + path, 'mark');
    return page;
  };
  const choiceOf = (page: Page) => page.getByRole('combobox', { name: 'Annonceur' });

  test('the chosen advertiser is kept across the menu, and named by each dialog and page that creates something', async () => {
    const page = await open('/address-books');
    const menu = page.getByRole('navigation', { name: 'Menu principal' });
    const isTournesol = async () => {
      await page.waitForURL((url) => url.searchParams.get('advertiser') === tournesol);
      expect(await choiceOf(page).inputValue()).toBe('Tournesol');
    };
    await choiceOf(page).click();
    await page.keyboard.type('tourne');
    await page.getByRole('option', { name: 'Tournesol' }).click();
    for (const name of ['Campagnes', 'Réponses', 'Statistiques', 'Carnets d’adresses']) {
      await menu.getByRole('link', { name }).click();
      await isTournesol();
    }
    await page.goto(`${of().home}/campaigns`);
    await isTournesol();
    await page.getByRole('link', { name: 'Nouvelle campagne' }).click();
    await page.getByText('Pour Tournesol').waitFor();
    await menu.getByRole('link', { name: 'Carnets d’adresses' }).click();
    await page.getByRole('button', { name: 'Nouveau carnet' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Pour Tournesol').waitFor();
    await picture(page, 'new-book');
    await dialog.getByRole('textbox', { name: 'Nom' }).fill('Clients du tour');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Clients du tour' }).waitFor();
    const { pathname } = new URL(page.url());
    const made = await of().ask<{ advertiserId: string }>('campaign', `/v1${pathname}`);
    expect(made.advertiserId).toBe(tournesol);
    await page.getByText('Pour Tournesol').waitFor();
    await page.getByRole('tab', { name: 'Importer' }).click();
    await page.getByText('Pour Tournesol').first().waitFor();
  });

  test('a page of another advertiser becomes the choice, and a choice is nobody else’s', async () => {
    const page = await open('/address-books');
    await choiceOf(page).click();
    await page.keyboard.type('zinnia 7');
    await page.getByRole('option', { name: 'Zinnia 7' }).click();
    await page.goto(`${of().home}/address-books/${clients}`);
    await page.getByText('Pour Tournesol').waitFor();
    await page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link', { name: 'Campagnes' }).click();
    await page.waitForURL((url) => url.searchParams.get('advertiser') === tournesol);
    // A choice that was made by somebody else in this browser, or of an advertiser that is no longer theirs, is none.
    await page.evaluate(
      'for (const key of Object.keys(localStorage)) if (/advertiser/.test(key)) localStorage.setItem(key, "nobody")',
    );
    await page.evaluate('sessionStorage.clear()');
    await page.goto(`${of().home}/campaigns`);
    await page.waitForURL((url) => url.searchParams.get('advertiser') === first);
  });

  test('an advertiser is found by typing, without accents, by its company or its code', async () => {
    const page = await open('/campaigns');
    const choice = choiceOf(page);
    await choice.click();
    await page.getByRole('option', { name: `50 annonceurs affichés sur ${OTHERS + 2}` }).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    await picture(page, 'choice');
    for (const [typed, found] of [
      ['etablissements', 'Établissements Abricot'],
      ['36401', 'Tournesol'],
      ['zinnia 51 sas', 'Zinnia 51'],
    ] as const) {
      await choice.click();
      await page.keyboard.type(typed);
      await page.getByRole('option', { name: found }).waitFor();
      expect(await page.getByRole('option').count()).toBe(1);
      await page.keyboard.press('Escape');
      await choice.blur();
    }
    await choice.click();
    await page.keyboard.type('personne');
    await page.getByText('Aucun annonceur trouvé').waitFor();
    await choice.blur();
    expect(await choice.inputValue()).toBe('Établissements Abricot');
  });
}
