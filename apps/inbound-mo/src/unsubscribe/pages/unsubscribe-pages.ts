import { type Html, html } from './html';
import type { Page } from './page';
import { type PageLanguage, TEXTS } from './page-language';

interface AdvertiserOnPage {
  /** Name by which recipients know the advertiser. */
  name: string;
  legalName: string;
}

/** Undefined when the advertiser is gone: its texts can still be stopped. */
type MaybeAdvertiser = AdvertiserOnPage | undefined;

/** Before the button is pressed. */
export function askPage(lang: PageLanguage, advertiser: MaybeAdvertiser): Page {
  const { ask, stays, back } = TEXTS[lang];
  const name = nameOf(lang, advertiser);
  return {
    lang,
    title: ask.title(name),
    body: html`<p>${ask.text(whoIs(lang, advertiser))}</p>
      ${button(lang)}
      <p>${stays}</p>
      <p>${back(name)}</p>`,
  };
}

/** The opt-out is stored for good. */
export function donePage(lang: PageLanguage, advertiser: MaybeAdvertiser): Page {
  const { done, stays, back } = TEXTS[lang];
  return {
    lang,
    title: done.title,
    body: html`<p>${done.text(whoIs(lang, advertiser))}</p>
      <p>${done.rest}</p>
      <p>${stays}</p>
      <p>${back(nameOf(lang, advertiser))}</p>`,
  };
}

/**
 * The link was used before. The button is there all the same: whoever came back to the advertiser since must be able to
 * leave again, and the page cannot know.
 * @param date - when, written out in the language
 */
export function alreadyPage(lang: PageLanguage, advertiser: MaybeAdvertiser, date: string): Page {
  const { already, stays } = TEXTS[lang];
  return {
    lang,
    title: already.title,
    body: html`<p>${already.text(whoIs(lang, advertiser), date)}</p>
      <p>${stays}</p>
      <p>${already.again}</p>
      ${button(lang)}`,
  };
}

/** Page for a token that nobody was sent. An expired token gives the same page, because expired tokens are deleted. */
export function unknownLinkPage(lang: PageLanguage): Page {
  const { unknown, answerStop } = TEXTS[lang];
  return {
    lang,
    title: unknown.title,
    body: html`<p>${unknown.text}</p>
      <p>${unknown.retry} ${answerStop}</p>`,
  };
}

/** We cannot answer now. It never says that an opt-out was done, nor that it was not. */
export function faultPage(lang: PageLanguage): Page {
  const { fault, answerStop } = TEXTS[lang];
  return {
    lang,
    title: fault.title,
    body: html`<p>${fault.text}</p>
      <p>${answerStop}</p>`,
  };
}

/** Without `action` the form goes to the address it came from. */
const button = (lang: PageLanguage): Html =>
  html`<form method="post"><button type="submit">${TEXTS[lang].button}</button></form>`;

const nameOf = (lang: PageLanguage, advertiser: MaybeAdvertiser): string => advertiser?.name ?? TEXTS[lang].thisSender;

function whoIs(lang: PageLanguage, advertiser: MaybeAdvertiser): string {
  if (!advertiser) return TEXTS[lang].thisSender;
  const { name, legalName } = advertiser;
  return name === legalName ? name : `${name} (${legalName})`;
}
