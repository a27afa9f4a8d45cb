import { cross } from './cross.ts';

const ofCode = (code: number) => String.fromCodePoint(code);
const codes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ofCode(from + index));

const controls = [...codes(0x00, 0x1f), ...codes(0x7f, 0x9f)];
const directions = [
  ...codes(0x200b, 0x200f),
  ...codes(0x2028, 0x202e),
  ...codes(0x2060, 0x206f),
  '\u061C',
  '\uFEFF',
];
/** Halves of characters, places of no character, and what only a program would write. */
const strange = ['\uD800', '\uDFFF', '\uFFFE', '\uFFFF', '\uFFF9', '\uFFFC', '\uFFFD', '\u{1FFFE}']
  .concat(['\u{10FFFF}', '\u{E0001}', '\u{E0041}\u{E007F}', '\u{F0000}', '\uE000', '\u3164'])
  .concat(['\u115F', '\u2800', '\u00AD', '\u034F', '\u180E', '\uFDFA', '\u{12031}', '\uA9C5']);

const places: ((character: string) => string)[] = [
  (character) => `before${character}after, **${character}**`,
  (character) =>
    `${character.repeat(40)}[a${character}](https://a.test/${character}) <${character}b>`,
];

const marks = codes(0x0300, 0x036f).join('');
const zalgo = (words: string, height: number) => {
  const heap = marks.repeat(Math.ceil(height / marks.length)).slice(0, height);
  return words.replaceAll(/\w/g, (letter) => letter + heap);
};

const heaps = [
  ...[1, 5, 20, 50, 112, 500].map((height) => zalgo('He comes', height)),
  ...[1, 5, 20, 112].map(
    (height) => `# ${zalgo('Title', height)}\n\n| ${zalgo('a', height)} |\n|-|`,
  ),
  `\u0E01${'\u0E49'.repeat(5000)}`,
  `${'\u0640'.repeat(5000)} ${'\u0651'.repeat(500)}`,
  `👩${'\u200D👩'.repeat(2000)}`,
  '🇦'.repeat(4001),
  `👍${'\u{1F3FF}'.repeat(2000)}`,
  `${':tada:'.repeat(3000)} ${':'.repeat(5000)}`,
  '\u202E'.repeat(4000).concat('gpj.exe'),
  '\u2067\u202E\u2066'.repeat(3000).concat('abc אבג 123'),
  'مرحبا abc \u202D אבג \u2069\u2069 <b> [שלום](https://a.test/שלום)',
  '\r\n\r\r\n\u2028\u2029\u0085'.repeat(500).concat('x'),
  `${' '.repeat(9000)}x${'\t'.repeat(9000)}x`,
  `${'\u00A0\u3000\u2003'.repeat(3000)}x`,
];

/** Control characters, directions, heaps of marks, and what is no character at all. */
export const characters = [
  ...cross([...controls, ...directions, ...strange], places, (character, put) => put(character)),
  ...heaps,
];
