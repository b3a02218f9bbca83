import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from './api/types';

export const LOCALES: readonly Locale[] = ['en', 'it', 'pl'];
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', it: 'Italiano', pl: 'Polski' };

type Texts = Record<string, unknown>;

/** `common` is src/i18n; every other namespace is the folder of that name under features/ or components/. */
const files: Record<string, () => Promise<Texts>> = {
  ...import.meta.glob<Texts>('../i18n/*.json', { import: 'default' }),
  ...import.meta.glob<Texts>('../features/*/i18n/*.json', { import: 'default' }),
  ...import.meta.glob<Texts>('../components/*/i18n/*.json', { import: 'default' }),
};

const fromFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const paths =
      namespace === 'common'
        ? [`../i18n/${language}.json`]
        : [`../features/${namespace}/i18n/${language}.json`, `../components/${namespace}/i18n/${language}.json`];
    const load = paths.map((path) => files[path]).find(Boolean);
    if (!load) return done(new Error(`no texts at ${paths.join(' or ')}`), null);
    load().then(
      (texts) => done(null, texts),
      (error: unknown) => done(error as Error, null),
    );
  },
};

const STORED = 'ritorno.locale';

export function isLocale(value: string | null | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** Before login: the last one used here, else the browser's, else English. */
export function firstLocale(): Locale {
  const stored = localStorage.getItem(STORED);
  if (isLocale(stored)) return stored;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en';
}

export async function speak(locale: Locale): Promise<void> {
  localStorage.setItem(STORED, locale);
  if (i18next.language !== locale) await i18next.changeLanguage(locale);
}

export function startI18n(): Promise<unknown> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  return i18next
    .use(fromFiles)
    .use(initReactI18next)
    .init({
      lng: firstLocale(),
      fallbackLng: false,
      supportedLngs: [...LOCALES],
      ns: ['common'],
      defaultNS: 'common',
      fallbackNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      returnNull: false,
    });
}
