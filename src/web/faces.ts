const letters = new Intl.Segmenter();

/** Below this no character joins the one before it, so that the first is a letter by itself. */
const firstJoining = 0x300;

function firstLetter(word: string): string {
  // Telling letters apart is slow, and most names need it not.
  if (!(word.charCodeAt(0) >= firstJoining || word.charCodeAt(1) >= firstJoining)) {
    return word.charAt(0);
  }
  const [first] = letters.segment(word);
  return first?.segment ?? '';
}

/** Two letters that stand for a person without a picture. */
export function initials(name: unknown): string {
  const words = typeof name === 'string' ? name.trim().split(/\s+/) : [];
  const named = words.length > 1 ? [words[0], words.at(-1)] : words;
  return named.map((word) => firstLetter(word ?? '').toUpperCase()).join('') || '·';
}

/** One of six tints, always the same for the same name. */
export function tint(name: unknown): number {
  let sum = 0;
  if (typeof name === 'string')
    for (const code of Buffer.from(name)) sum = (sum * 31 + code) % 9973;
  return (sum % 6) + 1;
}
