import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '..');
const PLURAL = /_(zero|one|two|few|many|other)$/;

interface Namespace {
  name: string;
  folder: string;
}

const namespaces: Namespace[] = [
  { name: 'common', folder: join(src, 'i18n') },
  ...['features', 'components'].flatMap((parent) =>
    readdirSync(join(src, parent)).flatMap((name) => {
      const folder = join(src, parent, name, 'i18n');
      try {
        return readdirSync(folder).length ? [{ name, folder }] : [];
      } catch {
        return [];
      }
    }),
  ),
];

function flatten(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[prefix, value]]);
  return new Map(
    Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => [
      ...flatten(inner, prefix ? `${prefix}.${key}` : key),
    ]),
  );
}

function texts({ folder }: Namespace, language: string): Map<string, string> {
  return flatten(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
}

const withoutPlural = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].sort();

/** Keys that end in a plural form, by their stem. */
function pluralForms(keys: Iterable<string>): Map<string, Set<string>> {
  const forms = new Map<string, Set<string>>();
  for (const key of keys) {
    const form = PLURAL.exec(key)?.[1];
    if (!form) continue;
    const stem = key.replace(PLURAL, '');
    forms.set(stem, (forms.get(stem) ?? new Set()).add(form));
  }
  return forms;
}

const holes = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]))].sort();

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => join(folder, file));
}

describe.each(namespaces)('texts of $name', (namespace) => {
  const english = texts(namespace, 'en');

  it.each(['it', 'pl'])('are complete in %s', (language) => {
    expect(withoutPlural(texts(namespace, language).keys())).toEqual(withoutPlural(english.keys()));
  });

  it.each(['en', 'it', 'pl'])('have every plural form of %s', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [stem, forms] of pluralForms(texts(namespace, language).keys())) {
      // a counted text has "other"; a key that only looks so, such as event_one, has not
      if (!forms.has('other')) continue;
      expect([...forms].sort(), `${stem} in ${language}`).toEqual([...needed].sort());
    }
  });

  it.each(['it', 'pl'])('leave the same holes to fill in %s', (language) => {
    for (const [key, text] of texts(namespace, language)) {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other'));
      if (original !== undefined) expect(holes(text), `${key} in ${language}`).toEqual(holes(original));
    }
  });

  it.each(['en', 'it', 'pl'])('are never empty in %s', (language) => {
    for (const [key, text] of texts(namespace, language)) expect(text.trim(), key).not.toBe('');
  });
});

describe('keys written in the source', () => {
  const common = namespaces[0] as Namespace;
  const known = new Map(
    namespaces.map((namespace) => [namespace.name, new Set(withoutPlural(texts(namespace, 'en').keys()))]),
  );

  it('exist', () => {
    const missing: string[] = [];
    for (const file of sourceFiles(src)) {
      const code = readFileSync(file, 'utf8');
      const own = /useTranslation\('(\w+)'\)/.exec(code)?.[1] ?? common.name;
      for (const [, key = ''] of code.matchAll(/(?<![\w.])t\(\s*'([^'$]+)'/g)) {
        const [namespace, path] = key.includes(':') ? key.split(':') : [own, key];
        const found = [namespace, common.name].some((name) => known.get(name ?? '')?.has(path ?? ''));
        if (!found) missing.push(`${file.slice(src.length + 1)}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
