import { Parser } from 'htmlparser2';
import { escapeHtml } from '../web/index.ts';
import type { Term } from './store.ts';

/** What stands in these is left as it is: it leads elsewhere, is no sentence, or names what follows. */
const closed = new Set(['a', 'button', 'code', 'pre', 'math', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** Signs of scripts that do not part their words. */
const unparted =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
const beginsUnparted = new RegExp(`^${unparted}`, 'u');
const endsUnparted = new RegExp(`${unparted}$`, 'u');
const special = /[.*+?^${}()|[\]\\/]/g;

/** A part of HTML that is text. */
interface Passage {
  start: number;
  end: number;
}

/** Where the HTML has text in which a word may be explained. */
function passagesIn(html: string): Passage[] {
  const passages: Passage[] = [];
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (tag) => {
        if (closed.has(tag)) depth += 1;
      },
      ontext: () => {
        if (depth > 0) return;
        const [start, end] = [parser.startIndex, parser.endIndex + 1];
        const last = passages.at(-1);
        if (last?.end === start) last.end = end;
        else passages.push({ start, end });
      },
      onclosetag: (tag) => {
        if (closed.has(tag)) depth -= 1;
      },
    },
    { decodeEntities: false },
  );
  parser.end(html);
  return passages;
}

/** A word as a whole: nothing of another word beside it, unless its script does not part words. */
function wholeWord(term: string): string {
  const before = beginsUnparted.test(term) ? '' : '(?<![\\p{L}\\p{N}\\p{M}_&#])';
  const after = endsUnparted.test(term) ? '' : '(?![\\p{L}\\p{N}\\p{M}_])';
  return `${before}${escapeHtml(term).replaceAll(special, '\\$&')}${after}`;
}

/** A word in capitals is not the same word in small letters: IT is not it. */
const isInCapitals = (term: string) => term === term.toUpperCase() && term !== term.toLowerCase();

const keyOf = (words: string) => words.toLowerCase();

/** The terms by the words that stand for them, and what finds any of them: the longest first. */
function finderOf(terms: readonly Term[]) {
  const byKey = new Map(terms.map((term) => [keyOf(escapeHtml(term.term)), term]));
  const longestFirst = terms.toSorted((left, right) => right.term.length - left.term.length);
  const any = new RegExp(longestFirst.map(({ term }) => wholeWord(term)).join('|'), 'giu');
  return { byKey, any };
}

/**
 * An article in which the first use of each term can be asked what it means, by pointer, touch and keyboard, without
 * a script; from there a link leads to all of the terms.
 *
 * @param html of ours, and safe
 */
export function underlined(
  html: string,
  terms: readonly Term[],
  { pathOf, name }: { pathOf: (termId: string) => string; name: string },
): string {
  if (terms.length === 0) return html;
  const { byKey, any } = finderOf(terms);
  const seen = new Set<string>();
  const explained = (words: string): string => {
    const term = byKey.get(keyOf(words));
    if (!term || seen.has(term.id)) return words;
    if (isInCapitals(term.term) && words !== escapeHtml(term.term)) return words;
    seen.add(term.id);
    const id = `meaning-${seen.size}`;
    const more = `<a href="${escapeHtml(pathOf(term.id))}">${escapeHtml(name)}</a>`;
    const meaning = `<span dir="auto">${escapeHtml(term.meaning)}</span> ${more}`;
    return (
      `<button type="button" class="term" popovertarget="${id}">${words}</button>` +
      `<span class="meaning" id="${id}" popover>${meaning}</span>`
    );
  };
  let from = 0;
  let made = '';
  for (const { start, end } of passagesIn(html)) {
    made += html.slice(from, start) + html.slice(start, end).replaceAll(any, explained);
    from = end;
  }
  return made + html.slice(from);
}
