const marks = /\p{Mark}/gu;

/** Words as they are compared: without case, accents and doubled spaces. */
export function fold(words: string): string {
  return words.normalize('NFKD').replaceAll(marks, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
