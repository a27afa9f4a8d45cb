/** A text search vector holds a megabyte, and has to hold other words besides these. */
const mostBytes = 200_000;

/** What a database does not take, or no reader sees. */
const unseen = /[\p{Cc}\p{Co}\p{Cs}\p{Cn}]+/gu;
const partedAtLineEnd = /(\p{Ll})[-\u2010]\s*\n\s*(?=\p{Ll})/gu;

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostBytes) return text;
  // What is left of a character at the end is kept back.
  return new TextDecoder().decode(bytes.subarray(0, mostBytes), { stream: true });
}

/** A text in one line, its ligatures apart, its words whole. */
export function tidy(text: string): string {
  const words = text
    .normalize('NFKC')
    .replaceAll('\u00AD', '')
    .replaceAll(partedAtLineEnd, '$1')
    .replaceAll(unseen, ' ')
    .replaceAll(/\s+/g, ' ');
  return cut(words.trim()).trim();
}
