/** A heading of an article, and where it is. */
export interface Heading {
  id: string;
  words: string;
  /** 1 for those that stand in no other. */
  depth: number;
}

const heading = /<h([3-6])>([\s\S]*?)<\/h\1>/g;
const tag = /<[^>]*>/g;
const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** What a heading says, without marks. */
const wordsOf = (html: string): string =>
  html.replaceAll(tag, '').replaceAll(/&(?:lt|gt|quot|amp);/g, (sign) => signs[sign] ?? sign);

/** The same words make the same address, whatever else is changed around them. */
function slugOf(words: string): string {
  const slug = words
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return `about-${slug.slice(0, 80)}`;
}

/**
 * An article with an address at each heading, and the headings themselves. A page of its own has nothing above its
 * headings but the title, so each goes up a level from where the renderer has it.
 */
export function outlined(html: string): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const taken = new Map<string, number>();
  const withAddresses = html.replaceAll(heading, (_, level: string, inner: string) => {
    const slug = slugOf(wordsOf(inner));
    const times = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, times);
    const id = times === 1 ? slug : `${slug}-${times}`;
    const depth = Number(level) - 2;
    headings.push({ id, words: wordsOf(inner), depth });
    return `<h${depth + 1} id="${id}" tabindex="-1">${inner}</h${depth + 1}>`;
  });
  return { html: withAddresses, headings };
}
