import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'fr' | 'en';
export const languages: readonly Language[] = ['fr', 'en'];

const KEPT = 'stopsms-language';
// One file per subject and language, loaded when a page of that subject is opened.
const files = import.meta.glob<Record<string, unknown>>('./{fr,en}/*.json', { import: 'default' });

/** @param wanted - BCP 47 tags, the best first */
export const languageOf = (wanted: readonly string[]): Language =>
  wanted.map((tag) => languages.find((language) => tag.toLowerCase().startsWith(language))).find(Boolean) ?? 'fr';

export async function startLanguage(): Promise<void> {
  const kept = localStorage.getItem(KEPT);
  await i18next
    .use({
      type: 'backend',
      read: (language: string, file: string) => files[`./${language}/${file}.json`]?.() ?? Promise.resolve({}),
    })
    .use(initReactI18next)
    .init({
      lng: languageOf([...(kept === null ? [] : [kept]), ...navigator.languages]),
      fallbackLng: false,
      showSupportNotice: false,
      supportedLngs: languages,
      ns: ['app', 'design'],
      defaultNS: 'app',
      // React escapes.
      interpolation: { escapeValue: false },
    });
  tellPage();
  // Those of screens and menu, behind the first ones.
  void i18next.loadNamespaces(Object.keys(files).flatMap((file) => /^\.\/fr\/(.+)\.json$/.exec(file)?.[1] ?? []));
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
  tellPage();
}

function tellPage(): void {
  document.documentElement.lang = i18next.language;
}
