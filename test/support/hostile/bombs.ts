import { cross } from './cross.ts';

/** As long as a post may be. */
const most = 32_000;
const filled = (piece: string) => piece.repeat(Math.floor(most / piece.length));

/** Short pieces that ask for much where they stand beside one another or in one another. */
const pieces = [
  ['>', '> ', '> > ', '- ', '* ', '1. ', '-\t', '- 1. > ', '\t', '#', '# ', '=', '-', '_', '+'],
  ['*', '**', '***a', '*a_', '_a*', '**a **', '~~', '~~a', '`', '``a', '`a``', '```\n', '~~~\n'],
  ['[', '![', '[a](', '[a](<', '![a](', '[[]', '[]()', '[a]', '[a][', '[a]: b\n', '](', '[a](b'],
  ['<', '<a', '<a>', '</a>', '<!--', '<?', '<![CDATA[', '<https://a.test', '<a@b.test>', '&'],
  ['&#', '&amp', '&#x41;', '&nbsp;', '\\', '\\[', '!', '|', '| ', '|a\n', '|-', '|:-:|\n', '$'],
  ['$$', '$$\n', '$a', '$a$', '\\frac', ':', ':a', ':tada:', '@', 'www.', 'http://', 'https://a'],
  ['a@b.', 'a.b', '- [ ] ', '- [x] a\n', '[ ]', '\n', '  \n', '\\\n', 'a\n', 'a\n\n', '- a\n\n'],
  ['> a\n', '1) a\n', '9999999999. ', '    a\n', 'a\n-\n', 'a\n===\n', '***\n', '# a\n', '"', "'"],
  ['(', ')', '((a)', '{', '💥', '漢字', 'ا', '(https://a.test/', 'https://a.test/(', '\u0301'],
].flat();

const ways: ((piece: string) => string)[] = [
  (piece) => filled(piece),
  (piece) => `${piece}a`.repeat(400),
];

const columns = (count: number) => `|${'a|'.repeat(count)}\n|${'-|'.repeat(count)}\n`;
const deep = (depth: number, line: (level: number) => string) =>
  Array.from({ length: depth }, (_, level) => line(level)).join('\n');

const built = [
  ...[10, 30, 100, 1000, 5000].map((count) => columns(count).concat(`|${'a|'.repeat(count)}\n`)),
  ...[10, 100, 1000].map((count) => columns(count).concat('|\n'.repeat(5000))),
  ...[10, 24, 25, 60, 120].map((depth) => deep(depth, (level) => `${'  '.repeat(level)}- a`)),
  ...[10, 24, 25, 60, 120].map((depth) => deep(depth, (level) => `${'> '.repeat(level)}a`)),
  ...[10, 60, 120].map((depth) => deep(depth, (level) => `${'   '.repeat(level)}1. > a`)),
  ...[10, 100, 300].map((depth) => `${'*a **b '.repeat(depth)}x${'** *'.repeat(depth)}`),
  ...[10, 100, 1000].map((depth) => `${'['.repeat(depth)}a${'](b)'.repeat(depth)}`),
  ...[10, 100, 1000].map((depth) => `${'!['.repeat(depth)}a${'](b)'.repeat(depth)}`),
  ...[100, 1000].map((count) =>
    deep(count, (n) => `[n${n}]: https://a.test/${n}`).concat('\n[n1]'),
  ),
  ...[100, 5000].map(
    (count) => `[a]: https://a.test/${'x'.repeat(9000)}\n\n${'[a] '.repeat(count)}`,
  ),
  `[${'a'.repeat(1000)}]: b\n\n${`[${'a'.repeat(1000)}] `.repeat(25)}`,
  `${'a'.repeat(16_000)}*${'b'.repeat(15_000)}*`,
  `https://a.test/${'a'.repeat(31_000)}`,
  `${'%'.repeat(9000)} https://a.test/${'%F0%9F'.repeat(3000)}`,
  `\`\`\`js\n${'`${'.repeat(5000)}\n\`\`\``,
  `\`\`\`xml\n${'<a b="'.repeat(4000)}\n\`\`\``,
  `\`\`\`markdown\n${'**_['.repeat(3000)}\n\`\`\``,
  `\`\`\`json\n${'{"a":['.repeat(3000)}\n\`\`\``,
  `\`\`\`js\n${'/a['.repeat(3900)}\n\`\`\``,
  '```css\na{b:c}\n```\n'.repeat(1500),
  '```c\n#if\n```\n\n$x$\n\n'.repeat(1000),
];

/** A little Markdown that asks for very much. */
export const bombs = [...cross(pieces, ways, (piece, way) => way(piece)), ...built];
