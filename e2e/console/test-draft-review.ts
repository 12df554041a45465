import type { Page } from 'playwright-core';
import { flawsOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

const HEAD = 'phone;prénom;consent_at;consent_source;consent_wording';
const CONSENT = '2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS';
const NAMES = ['Inès', 'Façade-Marie'];
const CLIENTS = [
  HEAD,
  ...NAMES.map((name, index) => `063998972${index};${name};${CONSENT}`),
  `+32470123457;Jan;${CONSENT}`,
  '0639989729;Sans;;;',
].join('\n');
const FRENCH = [HEAD, `0639989727;Inès;${CONSENT}`].join('\n');
const CODE = '36470';
const LENGTH_BEFORE_NAME = 'Belin : bonjour ';

/** The editor and the review of a draft: true reasons, where they apply, and for how many. */
export function testDraftReview(of: () => Scene): void {
  let belin: string;
  let clients: string;
  let french: string;

  beforeAll(async () => {
    belin = await of().advertiser('Belin', CODE);
    clients = await of().book(belin, 'Clients', CLIENTS);
    french = await of().book(belin, 'France', FRENCH);
    await of().giveMark([belin]);
  });
  afterEach(() => of().endVisits());

  const open = async (draft: string, step: string): Promise<Page> => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/campaigns/${draft}/draft?step=${step}`, 'mark');
    return page;
  };
  const write = (book: string, text: string, more: object = { mention: 'insert' }) =>
    of().draft(belin, book, text, more);

  test('the editor names the countries that replies cannot reach, and the review gives the same reason', async () => {
    const draft = await write(clients, 'Belin : -20% samedi.');
    const page = await open(draft, 'text');
    await page.getByText('Certains contacts ne recevront pas ce texte').waitFor();
    await page.getByText('Belgique : 1 contact', { exact: true }).waitFor();
    await page.getByText(/Un administrateur doit ajouter un domaine de liens/).waitFor();
    expect(await page.getByText('La publicité n’a pas de mention STOP.').count()).toBe(0);
    expect(await flawsOf(page)).toEqual([]);
    await picture(page, 'draft-countries');
    await page.goto(`${of().home}/campaigns/${draft}/draft?step=preflight`);
    await page.getByText(/Belgique : 1 contact\. Le numéro de la mention STOP n’est peut-être pas joignable/).waitFor();
  });

  test('a draft that becomes an advert gets its mention, and a fault of its text is not reported for countries', async () => {
    const draft = await write(french, 'Belin : -20% samedi.', { category: 'informative' });
    const page = await open(draft, 'text');
    await page.getByText('Publicité', { exact: true }).first().click();
    await page.getByText('Ajoutée à l’envoi').waitFor();
    await page.getByText('Ce texte peut être envoyé').waitFor();
    const bare = await write(french, 'Belin : -20% samedi.', {});
    await page.goto(`${of().home}/campaigns/${bare}/draft?step=preflight`);
    await page.getByRole('alert').getByText('Ce texte ne peut pas être envoyé', { exact: true }).waitFor();
    expect(await page.getByText('Ce texte ne peut pas être envoyé dans ces pays').count()).toBe(0);
  });

  test('a mention inside a sentence is taken out with its sentence, and its fault is listed once', async () => {
    const text = `Tapez STOP au ${CODE} pour ne plus recevoir. Belin : offre -20 %`;
    const page = await open(await write(french, text, {}), 'text');
    await page.getByText('La mention STOP doit se trouver à la fin du texte.').waitFor();
    expect(await page.getByText('La mention STOP doit se trouver à la fin du texte.').count()).toBe(1);
    await page.getByRole('button', { name: 'Corriger' }).click();
    await page.getByText('Ce texte peut être envoyé').waitFor();
    expect(await page.getByRole('textbox', { name: 'Texte' }).inputValue()).toBe(`Belin : offre -20 % STOP ${CODE}`);
  });

  test('the length is given for the shortest and the longest value, with the character that costs most', async () => {
    const text = `${LENGTH_BEFORE_NAME}{{prénom}}, ${'x'.repeat(70)} -20%`;
    const page = await open(await write(clients, text), 'text');
    await page.getByText('1 à 2 SMS selon le contact').waitFor();
    await page.getByText('Le plus long avec « Façade-Marie » : ç réduit').waitFor();
    await picture(page, 'draft-length');
  });

  test('a later start is proposed within permitted hours, and closed days are shown', async () => {
    const path = `/v1/send-windows?advertiserId=${belin}&country=FR&most=8`;
    const { windows } = await of().ask<{ windows: { opensAt: string }[] }>('compliance', path);
    const opensAt = windows[1]?.opensAt ?? '';
    const page = await open(await write(french, 'Belin : -20% samedi.'), 'when');
    await page.getByText('Fermé').first().waitFor();
    await page.clock.setFixedTime(Date.parse(opensAt) - 2 * 3_600_000);
    await page.getByRole('radio', { name: 'À une date choisie' }).click();
    const at = await page.getByLabel('Début').inputValue();
    expect(await page.evaluate(`new Date('${at}').toISOString()`)).toBe(opensAt);
    await picture(page, 'draft-when');
  });

  test('the review counts recipients while it runs, keeps its figures when the speed changes, and its start lists who is left out', async () => {
    const page = await open(await write(clients, 'Belin : -20% samedi.'), 'preflight');
    const counting = page.getByText('Vérification de chaque destinataire…');
    await page.getByTestId('refused').getByText('2', { exact: true }).waitFor();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/preflight/progress', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByLabel('Vitesse d’envoi (messages par seconde)').fill('5');
    await counting.waitFor();
    expect(await page.getByTestId('refused').innerText()).toBe('2');
    release();
    await counting.waitFor({ state: 'detached' });
    await page.getByText('Fin estimée').waitFor();
    await page.getByRole('button', { name: 'Envoyer aux 2 autres' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^1 message ne sera pas envoyé\. .*consenti/).waitFor();
    await dialog.getByText('Belgique : 1 contact ne la recevra pas').waitFor();
    await picture(page, 'draft-start');
    expect(await dialog.getByText(/^0 message/).count()).toBe(0);
  });
}
