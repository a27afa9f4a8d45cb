/** What each tool of the editor does to a text and what is selected in it. */

interface Selected {
  text: string;
  start: number;
  end: number;
}

/** Puts `words` in place of what stands from `from` to `to`, and selects in what results. */
export interface Change {
  from: number;
  to: number;
  words: string;
  start: number;
  end: number;
}

export type Mark = (selected: Selected) => Change;

/** Sets signs around what is selected, or takes them away where they stand there. */
const around =
  (before: string, after = before): Mark =>
  ({ text, start, end }) => {
    const from = start - before.length;
    const to = end + after.length;
    const isThere =
      from >= 0 && text.slice(from, start) === before && text.slice(end, to) === after;
    const words = text.slice(start, end);
    if (isThere) return { from, to, words, start: from, end: from + words.length };
    const inside = start + before.length;
    return {
      from: start,
      to: end,
      words: before + words + after,
      start: inside,
      end: inside + words.length,
    };
  };

/** Begins every line of what is selected with a sign, or takes it away where all have it. */
const before =
  (sign: string): Mark =>
  ({ text, start, end }) => {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const next = text.indexOf('\n', end);
    const to = next === -1 ? text.length : next;
    const lines = text.slice(from, to).split('\n');
    const isThere = lines.every((line) => line.startsWith(sign));
    const words = lines.map((line) => (isThere ? line.slice(sign.length) : sign + line)).join('\n');
    return { from, to, words, start: from + words.length, end: from + words.length };
  };

/** Within a line between signs; several lines in a block of their own. */
const lineOrBlock =
  (sign: string, fence: string): Mark =>
  (selected) => {
    const { text, start, end } = selected;
    const words = text.slice(start, end);
    return (words.includes('\n') ? around(`${fence}\n`, `\n${fence}`) : around(sign))(selected);
  };

/** Words become the link's words, and the place of its address is selected; an address becomes a link. */
const link: Mark = ({ text, start, end }) => {
  const words = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(words);
  const written = isAddress ? `[](${words})` : `[${words}](https://)`;
  const at = isAddress ? start + 1 : start + words.length + 3;
  return { from: start, to: end, words: written, start: at, end: isAddress ? at : at + 8 };
};

export const marks: Record<string, Mark> = {
  bold: around('**'),
  italic: around('*'),
  heading: before('## '),
  link,
  list: before('- '),
  quote: before('> '),
  code: lineOrBlock('`', '```'),
  maths: lineOrBlock('$', '$$'),
};
