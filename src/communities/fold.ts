const marks = /\p{Mark}/gu;

/** Words as they are compared: without case, accents and doubled spaces. */
export function fold(words: string): string {
  return words.normalize('NFKD').replaceAll(marks, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Folded words, apart from what stands between them. */
export function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
