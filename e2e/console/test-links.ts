import type { Page } from 'playwright-core';
import { signIn } from './browser';
import type { Scene } from './scene';

/** Words of pages and boxes that say that something is not there, or broke. */
const NOWHERE = /Page introuvable|Cet élément n’existe plus|Accès refusé|Une erreur s’est produite|ne fonctionne plus/;
/** Pages of one kind that are looked at: the rest are as they are. */
const MAX_OF_A_KIND = 3;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Follows every link of every page that each person reaches. */
export function testLinks(of: () => Scene, phone: () => string): void {
  test.each(['mark', 'rita', 'aude', 'otto', 'ada'])('no link visible to %s is broken', async (person) => {
    const { page } = await of().visit();
    await signIn(page, of().home, person);
    const waiting = new Set<string>(await linksOf(page));
    if (person === 'aude' || person === 'ada') {
      for (const address of await linksOfPerson(page)) waiting.add(address);
    }
    const visited = new Set<string>();
    const kinds = new Map<string, number>();
    const nowhere: string[] = [];
    for (const address of waiting) {
      const kind = address.replace(ID, ':id');
      const seen = kinds.get(kind) ?? 0;
      if (visited.has(address) || seen >= MAX_OF_A_KIND) continue;
      visited.add(address);
      kinds.set(kind, seen + 1);
      if (address.startsWith('/api/')) {
        const answer = await page.request.get(of().home + address);
        if (!answer.ok()) nowhere.push(`${address}: ${answer.status()}`);
        continue;
      }
      for (const next of await follow(page, address, nowhere)) waiting.add(next);
    }
    expect(nowhere).toEqual([]);
    expect(visited.size).toBeGreaterThan(1);
  });

  async function follow(page: Page, address: string, nowhere: string[]): Promise<string[]> {
    await page.goto(of().home + address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await isLoaded(page);
    const [words] = NOWHERE.exec(await page.locator('main').innerText()) ?? [];
    if (words !== undefined) nowhere.push(`${address}: ${words}`);
    return linksOf(page);
  }

  /** One row of each list about a person who got an advert, replied STOP and got a confirmation. */
  async function linksOfPerson(page: Page): Promise<string[]> {
    await page.goto(`${of().home}/persons`);
    await page.getByRole('textbox', { name: 'Numéro de téléphone' }).fill(phone());
    await page.keyboard.press('Enter');
    await page.getByText('Publicité bloquée').waitFor();
    await page.getByText(/depuis le STOP du/).waitFor();
    const found: string[] = [];
    for (const tab of ['Messages', 'Consentements', 'Réponses', 'Carnets d’adresses']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      await isLoaded(page);
      if (tab === 'Messages') await page.getByText('réponse de la plateforme').waitFor();
      found.push(...(await linksOf(page)));
    }
    return found;
  }

  const isLoaded = (page: Page) =>
    page.getByRole('status', { name: 'Chargement…' }).first().waitFor({ state: 'detached' });

  /** Addresses of the console's own, once each. */
  const linksOf = async (page: Page): Promise<string[]> => {
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
    return [...new Set(links)].filter((link) => link.startsWith('/'));
  };
}
