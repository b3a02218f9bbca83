/** With a capital at the beginning, as a sentence by itself has it. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
