/** A person's gender as it is kept. */
export const GENDERS = ['f', 'm', 'x'] as const;

const WORDS: Record<string, string> = { female: 'f', male: 'm', other: 'x' };

/** What a word of older conditions means; what is no such word stays. */
export function genderOf(word: string): string {
  const low = word.toLowerCase();
  return WORDS[low] ?? low;
}
