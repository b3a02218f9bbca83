/** What a country (`region`) or a language is called in the language of the screens; what is no such code stays. */
export function nameOfCode(type: 'region' | 'language', code: string, language: string): string {
  if (type === 'region' && !/^[A-Za-z]{2}$/.test(code)) return code;
  try {
    return new Intl.DisplayNames(language, { type }).of(type === 'region' ? code.toUpperCase() : code) ?? code;
  } catch {
    return code;
  }
}
