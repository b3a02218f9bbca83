/** Letters without marks and case, for searching. */
export const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .toLowerCase();

/** Whether each of the words searched for stands somewhere in the text. */
export const fits = (words: string, text: string) =>
  plain(words)
    .split(/\s+/)
    .every((word) => plain(text).includes(word));
