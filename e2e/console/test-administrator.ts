import { eventually } from '@stopsms/testing';
import type { Page } from 'playwright-core';
import { type Visit, flawsOf, overflowOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const SCRIPT = '<script>document.title="broken in"</script>';
const RIGHT_TO_LEFT = 'קפה מוקה';
const [WHO_CALLED, WHO_IS_LISTED, WHO_IS_ERASED, WHO_AGREES] = ['0639989721', '0639989722', '0639989723', '0639989724'];
const LONG = 'n'.repeat(500);

/** The work of an administrator, which needs no command line. */
export function testAdministrator(of: () => Scene): void {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await of().visit();
    page = visit.page;
    await signIn(page, `${of().home}/advertisers`, 'ada');
  });
  afterAll(() => of().endVisits());

  test('creates an advertiser, whatever is typed into its name', async () => {
    await page.getByRole('link', { name: 'Nouvel annonceur' }).click();
    await sound('advertiser-new');
    const name = field('Nom');
    await name.fill(LONG);
    await page.getByText('500 caractères, 100 au maximum.').waitFor();
    expect(await create().isDisabled()).toBe(true);
    await name.fill(`${RIGHT_TO_LEFT} ${SCRIPT}`);
    await field('Entreprise').fill('Café Moka du Port SAS');
    await field('Expéditeur').fill('Mo<ka>');
    await field('Numéro court du STOP').fill('12');
    await create().click();
    // Both refusals are shown at their field, and the first one is where the person types next.
    await page.getByText('Cette valeur n’est pas acceptée.').nth(1).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true');
    await sound('advertiser-refused');
    await field('Expéditeur').fill('MokaPort');
    await field('Numéro court du STOP').fill('36181');
    await create().click();
    await page.getByRole('heading', { level: 1, name: `${RIGHT_TO_LEFT} ${SCRIPT}` }).waitFor();
    await sound('advertiser');
    expect(await page.title()).not.toContain('broken in');
  });

  test('a second account of the same company is created once it is said which', async () => {
    await page.goto(`${of().home}/advertisers/new`);
    await field('Nom').fill('Moka Export');
    await field('Entreprise').fill('Café Moka du Port SAS');
    await field('Expéditeur').fill('MokaExport');
    await field('Numéro court du STOP').fill('36181');
    await create().click();
    await page.getByText('Cette entreprise a peut-être déjà un compte').waitFor();
    await page.getByRole('combobox', { name: 'Entreprise' }).click();
    await page.getByRole('option', { name: /^La même que/ }).click();
    await sound('advertiser-same');
    await create().click();
    await page.getByRole('heading', { level: 1, name: 'Moka Export' }).waitFor();
  });

  test('changes its settings, quotas and caps, and each change is in its history', async () => {
    await page.getByRole('button', { name: 'Modifier les réglages' }).click();
    await dialog().getByText('Pour Moka Export').waitFor();
    await dialog().getByRole('textbox', { name: 'Réponse à CONTACT' }).fill('10 rue du Port, 59000 Lille');
    await send('Enregistrer');
    await page.getByText('10 rue du Port, 59000 Lille').waitFor();

    await tab('Limites');
    await sound('advertiser-limits');
    await page.getByRole('button', { name: 'Modifier les quotas' }).click();
    await dialog().getByLabel('Messages par jour').fill('2500');
    await send('Enregistrer');
    await page.getByText(/0 envoyés sur 2\s500/).waitFor();
    await page.getByRole('button', { name: 'Modifier les plafonds' }).click();
    await dialog().getByLabel('Au plus par semaine').fill('4');
    await send('Enregistrer');
    await page.getByText('4 publicités au plus').waitFor();
    await page.getByRole('button', { name: 'Modifier les heures' }).click();
    await dialog().getByLabel('Samedi').fill('25:00-26:00');
    await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    await dialog().getByText('Cette valeur n’est pas acceptée.').waitFor();
    await dialog().getByLabel('Samedi').fill('10:00-18:00');
    await send('Enregistrer');
    await page.getByText('10:00-18:00').waitFor();

    await tab('Historique');
    await page.getByRole('cell', { name: /Heures d’envoi/ }).waitFor();
    expect(await page.getByRole('cell', { name: 'ada' }).count()).toBeGreaterThanOrEqual(4);
    await sound('advertiser-history');
  });

  test('adds a sender in another country and revokes it, with a reason', async () => {
    await tab('Expéditeurs');
    await page.getByRole('button', { name: 'Ajouter un expéditeur' }).click();
    await dialog().getByRole('textbox', { name: 'Expéditeur' }).fill('MokaExport');
    await dialog().getByRole('combobox', { name: 'Pays' }).fill('Belg');
    await page.getByRole('option', { name: 'Belgique' }).click();
    await dialog().getByRole('textbox', { name: 'Justificatif' }).fill(`marque BE 1234567 ${SCRIPT}`);
    await soundDialog('sender-add');
    await send('Ajouter un expéditeur');
    const row = page.getByRole('row').filter({ hasText: 'Belgique' });
    await row.getByText('Approuvé').waitFor();
    await sound('advertiser-senders');
    await row.getByRole('button', { name: 'Retirer' }).click();
    await dialog().getByText('Pour Moka Export').waitFor();
    await dialog().getByRole('textbox', { name: 'Motif' }).fill('la marque est échue');
    await send('Retirer');
    await row.getByText('Retiré', { exact: true }).waitFor();
    await row.getByText('la marque est échue').waitFor();
  });

  test('creates an API key that is shown once, and revokes it', async () => {
    await tab('Clés d’API');
    await page.getByRole('button', { name: 'Nouvelle clé d’API' }).click();
    const yes = dialog().getByRole('button', { name: 'Nouvelle clé d’API' });
    await dialog().getByRole('textbox', { name: 'Nom' }).fill('boutique');
    // Without a permission chosen the service would give all of them.
    expect(await yes.isDisabled()).toBe(true);
    await dialog().getByRole('checkbox', { name: 'Envoyer des messages' }).check();
    await soundDialog('key-new');
    await yes.click();
    const key = (await dialog().locator('pre').innerText()).trim();
    expect(key).toMatch(/^stopsms_\w/);
    await soundDialog('key-made');
    await dialog().getByRole('button', { name: 'Fermer' }).last().click();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Nouvelle clé d’API' }).click();
    await dialog().waitFor();
    expect(await page.content()).not.toContain(key);
    await page.keyboard.press('Escape');
    // It is known, and may not list campaigns of all.
    expect(await statusWith(key)).toBe(403);
    await page.getByRole('button', { name: 'Révoquer la clé boutique' }).click();
    await send('Révoquer');
    await page.getByText('Révoquée').waitFor();
    await eventually('the key is refused', async () => (await statusWith(key)) === 401);
    await sound('advertiser-keys');
  });

  test('sets the address of the webhook and creates its secret, shown once', async () => {
    await tab('Webhook');
    await page.getByRole('button', { name: 'Modifier l’adresse' }).click();
    await dialog().getByRole('textbox', { name: 'Adresse du webhook' }).fill('javascript:alert(1)');
    await dialog().getByRole('button', { name: 'Enregistrer' }).click();
    await dialog().getByText('Cette valeur n’est pas acceptée.').waitFor();
    await dialog().getByRole('textbox', { name: 'Adresse du webhook' }).fill('https://moka.example/stop');
    await send('Enregistrer');
    await page.getByText('https://moka.example/stop').waitFor();
    await page.getByRole('button', { name: 'Nouveau secret' }).click();
    await dialog().getByRole('button', { name: 'Nouveau secret' }).click();
    await dialog()
      .getByText(/^whsec_/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Fermer' }).last().click();
    await dialog().waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain('whsec_');
    await sound('advertiser-webhook');
  });

  test('pauses all adverts on an order, and resumes them', async () => {
    await page.getByRole('button', { name: 'Suspendre les publicités' }).click();
    await dialog().getByText('Pour Moka Export').waitFor();
    await dialog().getByRole('textbox', { name: 'Motif' }).fill('courrier du 3 décembre');
    await dialog().getByRole('combobox', { name: 'Sur ordre de' }).click();
    await page.getByRole('option', { name: 'une autorité' }).click();
    await send('Suspendre les publicités');
    await page.getByText('Ordre d’une autorité').waitFor();
    await sound('advertiser-paused');
    await page.getByRole('button', { name: 'Reprendre les publicités' }).click();
    await dialog().getByRole('textbox', { name: 'Motif' }).fill('ordre levé');
    await send('Reprendre les publicités');
    await page.getByRole('button', { name: 'Suspendre les publicités' }).waitFor();
  });

  test('an auditor reads an advertiser and changes nothing; an operator may pause it', async () => {
    const address = new URL(page.url()).pathname;
    const buttons = async (person: string) => {
      const { page: theirs } = await of().visit();
      await signIn(theirs, of().home + address, person);
      await theirs.getByRole('heading', { level: 1, name: 'Moka Export' }).waitFor();
      return theirs.getByRole('main').getByRole('button').allInnerTexts();
    };
    expect(await buttons('aude')).toEqual([]);
    expect(await buttons('otto')).toEqual(['Suspendre les publicités']);
    expect(visit.complaints).toEqual([]);
  });

  test('records an opt-out by hand, and refuses a number at its field', async () => {
    await page.goto(`${of().home}/opt-outs`);
    await page.getByRole('button', { name: 'Enregistrer une désinscription' }).click();
    await dialog().getByRole('textbox', { name: 'Numéro de téléphone' }).fill('01 99 00 12 34');
    await choose('De', 'Moka Export');
    await dialog().getByRole('textbox', { name: 'Motif' }).fill('demande par téléphone');
    await dialog().getByRole('button', { name: 'Enregistrer une désinscription' }).click();
    await dialog()
      .getByText(/numéro fixe/)
      .waitFor();
    await dialog().getByRole('textbox', { name: 'Numéro de téléphone' }).fill(WHO_CALLED);
    await dialog().getByRole('button', { name: 'Enregistrer une désinscription' }).click();
    await dialog().getByText('Enregistrée : la personne est désinscrite (Moka Export).').waitFor();
    await leave();
    await page.getByRole('cell', { name: 'Moka Export' }).first().waitFor();
    await sound('opt-outs');
  });

  test('lifts it on a document, whose digest alone is sent', async () => {
    await page.getByRole('button', { name: 'Lever une désinscription' }).click();
    await dialog().getByRole('textbox', { name: 'Numéro de téléphone' }).fill(WHO_CALLED);
    await choose('Annonceur', 'Moka Export');
    await dialog().getByRole('textbox', { name: 'Motif' }).fill('désinscrite par erreur');
    await dialog().getByRole('textbox', { name: 'Type de document' }).fill('courrier');
    await dialog().getByRole('textbox', { name: 'Conservé à' }).fill('archives, 2026, courrier 14');
    await dialog().getByLabel('Date du document').fill('2026-01-05T10:00');
    await chooseFile('lettre.txt', 'secret du courrier');
    const request = page.waitForRequest(/opt-outs\/lift$/);
    await dialog().getByRole('button', { name: 'Lever une désinscription' }).click();
    expect((await request).postData()).toMatch(/"sha256":"[0-9a-f]{64}"/);
    expect((await request).postData()).not.toContain('secret du courrier');
    // The letter is older than the opt-out.
    await dialog().getByRole('alert').waitFor();
    await dialog().getByRole('button', { name: 'Annuler' }).click();
  });

  test('imports a list and saves its refused rows', async () => {
    await page.getByRole('button', { name: 'Importer une liste' }).click();
    await choose('Annonceur', 'Moka Export');
    await chooseFile('liste.csv', `phone\n${WHO_IS_LISTED}\n12\n`);
    await dialog().getByRole('button', { name: 'Importer', exact: true }).click();
    await dialog()
      .getByText(/^Désinscrits : 1\. Déjà désinscrits, ou revenus depuis : 0\./)
      .waitFor();
    await dialog().getByText('1 ligne refusée').waitFor();
    await soundDialog('opt-outs-imported');
    const download = page.waitForEvent('download');
    await dialog().getByRole('button', { name: 'Les enregistrer (CSV)' }).click();
    expect((await download).suggestedFilename()).toBe('refused-rows.csv');
    await leave();
  });

  test('compares with an operator and exports a signed file', async () => {
    await page.getByRole('button', { name: 'Comparer avec un opérateur' }).click();
    await dialog().getByRole('textbox', { name: 'Opérateur' }).fill('orange');
    await choose('Annonceur', 'Moka Export');
    await chooseFile('orange.csv', `phone\n${WHO_IS_LISTED}\n`);
    await dialog().getByRole('button', { name: 'Comparer', exact: true }).click();
    await dialog()
      .getByText(/^Numéros dans la liste : 1\. Nouvellement désinscrits ici : 0/)
      .waitFor();
    await leave();
    const files: string[] = [];
    page.on('download', (file) => files.push(file.suggestedFilename()));
    await page.getByRole('button', { name: 'Exporter' }).click();
    await choose('Annonceur', 'Moka Export');
    await send('Exporter');
    await eventually('three files are saved', () => files.length === 3);
    expect(files.some((name) => name.endsWith('.signature.json'))).toBe(true);
  });

  test('erases a person’s data, and records a consent and its withdrawal', async () => {
    await page.goto(`${of().home}/erasures`);
    await page.getByRole('button', { name: 'Effacer des données' }).click();
    await dialog().getByRole('textbox', { name: 'Numéro de téléphone' }).fill(WHO_IS_ERASED);
    await dialog().getByRole('textbox', { name: 'Motif' }).fill('courrier du 3 décembre');
    await soundDialog('erase');
    await dialog().getByRole('button', { name: 'Effacer des données' }).click();
    await dialog()
      .getByText(/la personne est désinscrite/)
      .waitFor();
    await leave();
    await page.getByText('courrier du 3 décembre').first().waitFor();
    await page.goto(`${of().home}/consents`);
    await page.getByRole('textbox', { name: 'Numéro de téléphone' }).fill(WHO_AGREES);
    await page.keyboard.press('Enter');
    await page.getByText('Aucun consentement de ce numéro.').waitFor();
    await page.getByRole('button', { name: 'Enregistrer un consentement' }).click();
    await dialog().getByLabel('Donné le').fill('2026-10-02T09:30');
    await dialog().getByRole('textbox', { name: 'Où' }).fill(SCRIPT);
    await dialog().getByRole('textbox', { name: 'Formulation' }).fill('Oui aux offres par SMS');
    await soundDialog('consent');
    await send('Enregistrer un consentement');
    await page.getByRole('cell', { name: SCRIPT }).waitFor();
    await sound('consents');
    await page.getByRole('button', { name: 'Enregistrer un retrait' }).click();
    await dialog().getByLabel('Retiré le').fill('2026-10-03T09:30');
    await dialog().getByRole('textbox', { name: 'Comment' }).fill('courrier');
    await send('Enregistrer un retrait');
    await page.getByText('retiré', { exact: false }).first().waitFor();
    expect(page.url()).not.toContain('3363998');
  });

  test('records a complaint, and sees the keys of recipients in every service', async () => {
    await page.goto(`${of().home}/complaints`);
    await page.getByRole('button', { name: 'Enregistrer une plainte' }).click();
    await choose('Reçue de', '33700');
    await dialog().getByLabel('Reçue le').fill('2026-11-24T08:00');
    await dialog().getByRole('textbox', { name: 'Expéditeur' }).fill('Inconnu');
    await soundDialog('complaint');
    await dialog().getByRole('button', { name: 'Enregistrer une plainte' }).click();
    await dialog()
      .getByText(/^Enregistrées : 1,/)
      .waitFor();
    await leave();
    await page.goto(`${of().home}/platform`);
    await page
      .getByText(/^La liste des désinscriptions/)
      .first()
      .waitFor();
    const keys = page.getByRole('table', { name: 'Chiffrement des numéros' });
    await eventually('five services', async () => (await keys.getByText('À jour').count()) === 5);
    await sound('platform-administrator');
    await page.goto(`${of().home}/rule-packs`);
    await page.getByText('En vigueur').first().waitFor();
    await sound('rule-packs');
    // Its last item is reached on a telephone too, where the menu is longer than the page.
    await page.setViewportSize({ width: 390, height: 600 });
    await page.getByRole('button', { name: 'Ouvrir le menu' }).click();
    await page.getByRole('link', { name: 'Annonceurs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Annonceurs' }).waitFor();
    await sound('advertisers-administrator');
    expect(visit.complaints).toEqual([]);
  });

  const leave = async (): Promise<void> => {
    await dialog().getByRole('button', { name: 'Fermer' }).last().click();
    await dialog().waitFor({ state: 'hidden' });
  };
  const choose = async (label: string, option: string): Promise<void> => {
    await dialog().getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };
  const chooseFile = async (name: string, content: string): Promise<void> => {
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
    await dialog().locator('input[type=file]').setInputFiles(file);
  };
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const create = () => page.getByRole('button', { name: 'Créer l’annonceur' });
  const dialog = () => page.getByRole('dialog');
  const tab = (name: string) => page.getByRole('tab', { name }).click();

  /** Sends the form of the dialog, which closes. */
  async function send(yes: string): Promise<void> {
    await dialog().getByRole('button', { name: yes }).click();
    await dialog().waitFor({ state: 'hidden' });
  }

  /** Status of a list that the key may read. */
  async function statusWith(key: string): Promise<number> {
    const url = `${of().product.stack.services.campaign.url}/v1/campaigns?limit=1`;
    return (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).status;
  }

  /** axe finds nothing and nothing is wider than the page, at a desk and in the dark on a telephone. */
  async function sound(name: string): Promise<void> {
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const { width, colorScheme } of [
      { width: 390, colorScheme: 'dark' as const },
      { width: 1280, colorScheme: 'light' as const },
    ]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const found = { name, width, flaws: await flawsOf(page), overflow: await overflowOf(page) };
      await picture(page, `${name}-${width}-${colorScheme}`);
      expect(found).toEqual({ name, width, flaws: [], overflow: 0 });
    }
  }

  async function soundDialog(name: string): Promise<void> {
    await dialog().waitFor();
    await picture(page, name);
    expect({ name, flaws: await flawsOf(page) }).toEqual({ name, flaws: [] });
  }
}
