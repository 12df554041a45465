import { readFileSync } from 'node:fs';
import { eventually } from '@stopsms/testing';
import type { Page } from 'playwright-core';
import { flawsOf, overflowOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const HEAD = 'phone;prénom;consent_at;consent_source;consent_wording';
const CONSENT = '2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS';
const CLIENTS = [HEAD, `0639987301;Inès;${CONSENT}`, `0639987302;Zoé;${CONSENT}`].join('\n');
const CODE = '36461';
const TEXT = `Glycine : -20% sur les bouquets ce samedi. STOP ${CODE}`;
const SCRIPT = '<script>document.title="broken in"</script>';
const ARABIC = 'عروض الورد 🌹';

/** Campaigns as a marketer manages them: names, tags, the list, and what becomes of a campaign that is no longer wanted. */
export function testCampaigns(of: () => Scene): void {
  let advertiserId: string;
  let bookId: string;

  beforeAll(async () => {
    advertiserId = await of().advertiser('Glycine', CODE);
    bookId = await of().book(advertiserId, 'Clients', CLIENTS);
    await of().giveMark([advertiserId]);
  });
  afterEach(() => of().endVisits());

  const open = async (path: string): Promise<Page> => {
    const { page } = await of().visit();
    await signIn(page, of().home + path, 'mark');
    return page;
  };
  const draft = (name: string, more: object = {}) => of().draft(advertiserId, bookId, TEXT, { name, ...more });
  const namesIn = (page: Page) => page.locator('main tbody a').allInnerTexts();
  const list = () => `/campaigns?advertiser=${advertiserId}`;
  /** Looks at the page at both widths and in both themes. */
  const look = async (page: Page, name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await flawsOf(page)).toEqual([]);
      await picture(page, `${name}-1280-${colorScheme}`);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await overflowOf(page)).toBe(0);
      await picture(page, `${name}-390-${colorScheme}`);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };

  test('a campaign gets its name and tags at the beginning, and others later', async () => {
    const page = await open(`/campaigns/new?advertiser=${advertiserId}`);
    await page.getByRole('radio', { name: 'Clients' }).click();
    await page.getByRole('textbox', { name: 'Nom' }).fill(`Été ${SCRIPT}`);
    const tags = page.getByRole('combobox', { name: 'Étiquettes' });
    await tags.fill('soldes');
    await tags.press('Enter');
    await tags.fill('boutique');
    await tags.press('Enter');
    await look(page, 'new-campaign-name');
    await page.getByRole('button', { name: 'Rédiger le texte' }).click();
    await page.getByRole('heading', { name: `Été ${SCRIPT}` }).waitFor();
    await page.getByText('soldes', { exact: true }).waitFor();
    expect(await page.title()).toBe(`Été ${SCRIPT} – STOP SMS`);

    await page.getByRole('button', { name: 'Nom et étiquettes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Pour Glycine').waitFor();
    const name = dialog.getByRole('textbox', { name: 'Nom' });
    await name.fill('   ');
    expect(await dialog.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true);
    await name.fill('x'.repeat(500));
    expect((await name.inputValue()).length).toBe(120);
    await name.fill(ARABIC);
    await picture(page, 'label-dialog');
    await dialog.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { name: ARABIC }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: ARABIC }).waitFor();
    expect(await overflowOf(page)).toBe(0);
  });

  test('the list is searched, filtered and sorted, and the address keeps how', async () => {
    await draft('Été en boutique', { tags: ['boutique'] });
    await draft('Noël', { tags: ['fêtes'], sendAt: '2099-12-01T09:00:00Z' });
    const ended = await draft(`${'Très long '.repeat(12)}`.trim());
    await of().ask('campaign', `/v1/campaigns/${ended}/cancel`, {});
    const page = await open(list());
    await page.getByRole('link', { name: 'Noël' }).waitFor();
    await look(page, 'campaign-list');

    const search = page.getByRole('textbox', { name: 'Rechercher par nom' });
    await search.fill('ete');
    await search.press('Enter');
    await page.getByRole('link', { name: 'Noël' }).waitFor({ state: 'detached' });
    expect(await namesIn(page)).toEqual(['Été en boutique']);
    await search.fill('rien de tel');
    await search.press('Enter');
    await page.getByText('Aucune campagne ne correspond à ces filtres.').waitFor();
    await page.getByRole('button', { name: 'Effacer les filtres' }).click();
    await page.getByRole('link', { name: 'Noël' }).waitFor();

    await page.getByRole('combobox', { name: 'État' }).click();
    await page.getByRole('option', { name: 'Annulée' }).click();
    await page.getByRole('link', { name: 'Noël' }).waitFor({ state: 'detached' });
    expect(await namesIn(page)).toEqual([expect.stringMatching(/^Très long/)]);
    await page.goBack();
    await page.getByRole('combobox', { name: 'Étiquette' }).click();
    await page.getByRole('option', { name: 'fêtes (1)' }).click();
    await page.getByRole('link', { name: 'Été en boutique' }).waitFor({ state: 'detached' });
    expect(await namesIn(page)).toEqual(['Noël']);
    await page.reload();
    await page.getByRole('link', { name: 'Noël' }).waitFor();
    expect(await namesIn(page)).toEqual(['Noël']);
    await page.getByRole('button', { name: 'Effacer les filtres' }).click();

    await page.getByRole('combobox', { name: 'Trier par' }).click();
    await page.getByRole('option', { name: 'Nom, de A à Z' }).click();
    await page.waitForURL((url) => url.searchParams.get('sort') === 'name');
    await page.locator('main table[aria-busy=false]').waitFor();
    expect((await namesIn(page)).slice(0, 2)).toEqual(['Été en boutique', 'Noël']);
    await page.getByLabel('Du', { exact: true }).fill('2099-11-30');
    await page.getByRole('link', { name: 'Été en boutique' }).waitFor({ state: 'detached' });
    expect(await namesIn(page)).toEqual(['Noël']);
  });

  test('a draft is deleted after a question, and not by a colleague who has started it meanwhile', async () => {
    const gone = await draft('À supprimer');
    const started = await draft('Déjà programmée', { sendAt: '2099-12-01T09:00:00Z' });
    const page = await open(`/campaigns/${gone}/draft`);
    const remove = async () => {
      await page.getByRole('button', { name: 'Supprimer' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Supprimer', exact: true }).click();
    };
    await page.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').getByText('« À supprimer » sera définitivement supprimé.').waitFor();
    await picture(page, 'delete-draft');
    await page.getByRole('dialog').getByRole('button', { name: 'Ne pas supprimer' }).click();
    await remove();
    await page.waitForURL((url) => url.pathname === '/campaigns');
    await page.getByRole('link', { name: 'Déjà programmée' }).waitFor();
    expect(await page.getByRole('link', { name: 'À supprimer' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Déjà programmée' }).click();
    await page.getByRole('button', { name: 'Supprimer' }).waitFor();
    await of().ask('campaign', `/v1/campaigns/${started}/start`, {});
    await remove();
    await page.getByText('La campagne a démarré et ne peut plus être modifiée.').waitFor();
  });

  test('a scheduled campaign is taken back, changed, checked and scheduled again', async () => {
    const id = await draft('Black Friday', { sendAt: '2027-03-16T09:00:00Z' });
    await of().ask('campaign', `/v1/campaigns/${id}/start`, {});
    const page = await open(`/campaigns/${id}`);
    await look(page, 'scheduled-campaign');
    await page.getByRole('button', { name: 'Modifier' }).click();
    await page.getByRole('dialog').getByText('Elle redevient un brouillon').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Modifier' }).click();
    await page.getByText('Elle ne partira pas tant que vous ne la démarrez pas à nouveau.').waitFor();
    const text = page.getByRole('textbox', { name: 'Texte' });
    await text.fill(`Glycine : -30% sur les bouquets ce samedi. STOP ${CODE}`);
    await page.getByText('Brouillon enregistré.').waitFor();
    await look(page, 'reopened-draft');
    await page.goto(`${of().home}/campaigns/${id}/draft?step=preflight`);
    await page.getByRole('button', { name: 'Démarrer la campagne' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Démarrer la campagne' }).click();
    await page.getByText('remise en brouillon').waitFor();
    const now = await of().ask<{ state: string; text: string }>('campaign', `/v1/campaigns/${id}`);
    expect(now).toMatchObject({ state: 'scheduled', text: expect.stringContaining('-30%') });
  });

  test('an ended campaign is archived, found among the archived ones, and shown again', async () => {
    const id = await draft('Terminée depuis longtemps');
    await of().ask('campaign', `/v1/campaigns/${id}/cancel`, {});
    const page = await open(`/campaigns/${id}`);
    await page.getByRole('button', { name: 'Archiver' }).click();
    await page.getByText('Archivée', { exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link', { name: 'Campagnes' }).click();
    await page.locator('main tbody a').first().waitFor();
    const link = page.getByRole('link', { name: 'Terminée depuis longtemps' });
    expect(await link.count()).toBe(0);
    await page.getByRole('checkbox', { name: 'Afficher aussi les archivées' }).click();
    await link.click();
    await page.getByRole('button', { name: 'Désarchiver' }).click();
    await page.getByText('Archivée', { exact: true }).waitFor({ state: 'detached' });
  });

  test('the draft of a campaign that a colleague has started says who did and when, and leads to it', async () => {
    const id = await draft('Deux onglets', { sendAt: '2027-03-16T09:00:00Z' });
    const page = await open(`/campaigns/${id}/draft?step=text`);
    const text = page.getByRole('textbox', { name: 'Texte' });
    await text.waitFor();
    await of().ask('campaign', `/v1/campaigns/${id}/start`, { by: 'Anne' });
    await text.fill(`Glycine : -40% sur les bouquets. STOP ${CODE}`);
    await page.getByText(/^Démarrée par Anne le 2\d nov\. 2026/).waitFor();
    expect(await page.getByText('Ce texte peut être envoyé').count()).toBe(0);
    await look(page, 'started-elsewhere');
    await page.getByRole('link', { name: 'Ouvrir la campagne' }).click();
    await page.getByText('Programmée', { exact: true }).waitFor();
    await page.getByText('Pas encore lancés').waitFor();
    expect(await page.getByText('En direct').count()).toBe(0);
    expect(await page.title()).toBe('Deux onglets – STOP SMS');
  });

  test('a page whose code cannot be fetched says that the connection is lost, and is reloaded once it is back', async () => {
    const page = await open(list());
    await page.getByRole('heading', { name: 'Campagnes' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('navigation', { name: 'Menu principal' }).getByRole('link', { name: 'Statistiques' }).click();
    await page.getByText('La connexion est perdue, ou la console vient d’être mise à jour.').waitFor();
    await picture(page, 'not-loaded');
    const reload = page.getByRole('button', { name: 'Recharger la page' });
    await reload.click();
    await page.getByText('La connexion est perdue').waitFor();
    await page.context().setOffline(false);
    await reload.click();
    await page.getByRole('heading', { name: 'Statistiques' }).waitFor();
  });

  test('the outcome of a test names the telephone and the time', async () => {
    const tester = `0639987306;Ana;${CONSENT}`;
    await of().book(advertiserId, 'Équipe', [HEAD, tester].join('\n'), { forTests: true });
    const page = await open(`/campaigns/${await draft('À tester')}/draft?step=text`);
    await page.getByRole('button', { name: 'Tester sur un téléphone' }).click();
    await page.getByRole('checkbox', { name: /Ana/ }).click();
    await page.getByRole('button', { name: 'Envoyer un test' }).click();
    const outcome = page.getByRole('status').filter({ hasText: 'Remis' });
    await outcome.waitFor();
    expect(await outcome.innerText()).toMatch(/Ana \+336•{6}06\s+Remis\s+2\d nov\. 2026,? (?:à )?\d\d:\d\d:\d\d/);
  });

  test('a level without an end is not renewed', async () => {
    const level = { level: 'observe', by: 'e2e', reason: 'a first look' };
    await of().ask('campaign', `/v1/advertisers/${advertiserId}/enforcement`, level);
    const { page } = await of().visit();
    await signIn(page, `${of().home}/advertisers/${advertiserId}/enforcement`, 'ada');
    await page.getByRole('button', { name: /^Passer à/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Renouveler' }).count()).toBe(0);
    await of().ask('campaign', `/v1/advertisers/${advertiserId}/enforcement`, { ...level, level: 'full' });
  });

  describe('the report', () => {
    let sent: string;
    let other: string;

    beforeAll(async () => {
      const rows = ['0639987303;Léa', '0639987304;<b>Léo</b>'].map((each) => `${each};${CONSENT}`);
      const unproven = '0639987305;=1+1;;;';
      const book = await of().book(advertiserId, 'Envoi', [HEAD, ...rows, unproven].join('\n'));
      const send = async (name: string) => {
        const id = await of().draft(advertiserId, book, TEXT, { name });
        await of().ask('campaign', `/v1/campaigns/${id}/start`, {});
        await eventually(`${name} arrives`, async () => {
          const path = `/v1/campaigns/${id}`;
          const { counts } = await of().ask<{ counts: Record<string, number> }>('campaign', path);
          return counts['delivered'] === 2 && counts['refused'] === 1;
        });
        return id;
      };
      sent = await send('Portes ouvertes');
      other = await send('Fête des mères');
    });

    test('has the figures, their course as a picture and a table, and saves them', async () => {
      const page = await open(`/campaigns/${sent}`);
      await page.getByText('Terminée', { exact: true }).waitFor();
      // Started at once: its time is given once.
      await page.getByText(/^Démarrée le /).waitFor();
      await page.getByRole('link', { name: 'Rapport', exact: true }).click();
      await page.getByRole('heading', { name: 'Rapport – Portes ouvertes' }).waitFor();
      const figure = async (name: string) =>
        (await page.getByTestId(`figure-${name}`).innerText()).split('\n').filter(Boolean).slice(1).join(' ');
      expect(await figure('delivered')).toMatch(/^2 66,7/);
      expect(await figure('refused')).toMatch(/^1 33,3/);
      const chart = page.getByTestId('chart');
      await chart.locator('canvas').waitFor();
      expect(await chart.getAttribute('aria-label')).toMatch(/Envoyés 2, Remis 2, Échecs 0, STOP 0/);
      await look(page, 'report');
      await page.getByRole('button', { name: 'Afficher les chiffres' }).click();
      await page.getByRole('table', { name: 'Déroulement' }).waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Exporter (CSV)' }).first().click();
      const file = await download;
      expect(file.suggestedFilename()).toBe(`rapport-${sent}.csv`);
      const content = readFileSync(await file.path(), 'utf8');
      expect(content).toMatch(/^\uFEFF"Nom";"Portes ouvertes"\r\n"Destinataires";"3"\r\n/);
      expect(content).toContain('"Refusés";"";"1"');
      // On paper there is neither the menu nor a button.
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
      await picture(page, 'report-print');
      expect(await page.getByRole('button').count()).toBe(0);
      expect(await page.getByRole('navigation', { name: 'Menu principal' }).count()).toBe(0);
      await page.getByRole('table', { name: 'Destinataires non atteints' }).waitFor();
    });

    test('lists whom the campaign did not reach and why, with numbers masked, and saves the list', async () => {
      const page = await open(`/campaigns/${sent}/report`);
      await page.getByRole('button', { name: 'Afficher ces destinataires' }).last().click();
      const list = page.getByRole('table', { name: /Destinataires : Refusés – / });
      await list.getByText('prénom : =1+1').waitFor();
      const text = await page.locator('main').innerText();
      expect(text).not.toMatch(/39 ?98 ?73 ?05|639987305/);
      await look(page, 'not-reached');
      await page.reload();
      await list.waitFor();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Exporter (CSV)' }).last().click();
      const file = await download;
      expect(file.suggestedFilename()).toBe(`non-atteints-${sent}.csv`);
      const [head, row] = readFileSync(await file.path(), 'utf8').split('\r\n');
      expect(head).toBe('\uFEFF"Contact";"Numéro";"Pays";"Motif";"Champs"');
      expect(row).toMatch(/^"\d+";"'\+336•{6}05";"FR";"[^"]{5,}";"prénom : =1\+1"$/);
    });

    test('compares two campaigns side by side, and none by a wrong address', async () => {
      const page = await open(list());
      for (const name of ['Portes ouvertes', 'Fête des mères'])
        await page.getByRole('checkbox', { name: `Comparer « ${name} »` }).click();
      await page.getByRole('link', { name: 'Comparer 2 campagnes' }).click();
      const table = page.getByRole('table', { name: 'Comparer des campagnes' });
      await table.getByRole('link', { name: 'Fête des mères' }).waitFor();
      expect(await table.getByRole('row', { name: /^Remis/ }).innerText()).toMatch(/2\s+66,7\s%\s+2\s+66,7\s%/);
      await look(page, 'compare');
      await page.goto(`${of().home}/campaigns/compare?ids=${other},${SCRIPT}`);
      await page.getByText('Cochez deux à cinq campagnes').waitFor();
    });
  });
}
