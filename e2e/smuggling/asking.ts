// eslint-disable-next-line @nx/enforce-module-boundaries -- the browser of the console's own tests, which no product code may use
import { Browser } from '../../apps/console/test/browser';

/** Somebody who is signed in at the console. */
export interface Person {
  browser: Browser;
  csrf: string;
}
export interface Answer<T = { id: string }> {
  status: number;
  body: T;
}
export interface CampaignShown {
  id: string;
  state: string;
}

/** Asks a service without a key. */
export async function ask<T = { id: string }>(
  url: string,
  body?: object | string,
  type = 'application/json',
): Promise<Answer<T>> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && {
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}

/** Signs in at the console. */
export async function signIn(home: string, person: string): Promise<Person> {
  const browser = new Browser();
  const list = await browser.visit(`${home}/session/sign-in`);
  await browser.visit(list.url, { method: 'POST', body: new URLSearchParams({ person }) });
  const { text } = await browser.ask(`${home}/session`);
  return { browser, csrf: (JSON.parse(text) as { csrf: string }).csrf };
}

/** As a page of the console asks. */
export async function through<T = { id: string }>(
  base: string,
  who: Person,
  path: string,
  body?: object,
): Promise<Answer<T>> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': who.csrf },
    body: JSON.stringify(body),
  };
  const { status, text } = await who.browser.ask(`${base}/api${path}`, init);
  return { status, body: JSON.parse(text) as T };
}
