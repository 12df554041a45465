import { eventually } from '@stopsms/testing';
import type { Page } from 'playwright-core';
import { type Visit, flawsOf, overflowOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const SCRIPT = '<script>document.title="broken in"</script>';
const RIGHT_TO_LEFT = 'קפה מוקה';
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
