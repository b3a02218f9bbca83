/** What a country (`region`) or a language is called in the language of the screens; what is no such code stays. */
export function nameOfCode(type: 'region' | 'language', code: string, language: string): string {
  if (type === 'region' && !/^[A-Za-z]{2}$/.test(code)) return code;
  try {
    return new Intl.DisplayNames(language, { type }).of(type === 'region' ? code.toUpperCase() : code) ?? code;
  } catch {
    return code;
  }
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Regions that are no country. */
const NO_COUNTRY = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

/** All countries (`region`) or languages that have a code of two letters, by their names in a language. */
export function codesOf(type: 'region' | 'language', language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type, fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .map((code) => (type === 'region' ? code : code.toLowerCase()))
    .filter((code) => (type === 'region' ? !NO_COUNTRY.includes(code) && new Intl.Locale(`und-${code}`).region === code : new Intl.Locale(code).language === code))
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
