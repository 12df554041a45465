import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Words } from './words';

type Language = 'fr' | 'en';
export const languages: readonly Language[] = ['fr', 'en'];

const KEPT = 'stopsms-language';
// All words of a language come in one file, before anything is drawn: a screen that has to wait for its own is hidden meanwhile.
const files = { fr: () => import('./fr'), en: () => import('./en') };

/** Texts of a language by subject, e.g. `marketer`. */
async function wordsOf(language: Language): Promise<Record<string, Words>> {
  const { words } = await files[language]();
  return Object.fromEntries(
    Object.entries(words).map(([file, content]) => [file.replace(/^.*\/|\.json$/g, ''), content]),
  );
}

/** @param wanted - BCP 47 tags, the best first */
const languageOf = (wanted: readonly string[]): Language =>
  wanted.map((tag) => languages.find((language) => tag.toLowerCase().startsWith(language))).find(Boolean) ?? 'fr';

export async function startLanguage(): Promise<void> {
  const kept = localStorage.getItem(KEPT);
  const lng = languageOf([...(kept === null ? [] : [kept]), ...navigator.languages]);
  await i18next.use(initReactI18next).init({
    lng,
    resources: { [lng]: await wordsOf(lng) },
    fallbackLng: false,
    showSupportNotice: false,
    supportedLngs: languages,
    defaultNS: 'app',
    // React escapes.
    interpolation: { escapeValue: false },
  });
  setPageLanguage();
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  for (const [subject, words] of Object.entries(await wordsOf(language))) {
    i18next.addResourceBundle(language, subject, words);
  }
  await i18next.changeLanguage(language);
  setPageLanguage();
}

function setPageLanguage(): void {
  document.documentElement.lang = i18next.language;
}
