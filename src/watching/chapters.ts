import { clockOf, clockPattern, secondsOf } from './clock.ts';

/** A part of a recording. */
export interface Chapter {
  beginsAtSeconds: number;
  title: string;
}

/** Chapters that cannot be read, and in which line; the kinds are a part of the keys of the translation files. */
export class BadChapters extends Error {
  override readonly name = 'BadChapters';
  readonly kind: 'line' | 'twice' | 'long' | 'many';
  readonly line: number;

  constructor(kind: BadChapters['kind'], line: number) {
    super(`Chapters: ${kind} in line ${line}`);
    this.kind = kind;
    this.line = line;
  }
}

const mostChapters = 200;
const mostCharacters = 200;
const pattern = new RegExp(String.raw`^${clockPattern}\s+(?:[-–—]\s*)?(\S.*)$`);

/** Reads lines of `0:00 Title`, in any order. @throws BadChapters */
export function readChapters(text: string): Chapter[] {
  const chapters = new Map<number, Chapter>();
  for (const [index, typed] of text.split('\n').entries()) {
    if (typed.trim() === '') continue;
    const [, hours, minutes, seconds, title = ''] = pattern.exec(typed.trim()) ?? [];
    const beginsAtSeconds = secondsOf(hours, minutes, seconds);
    if (title === '' || beginsAtSeconds === null) throw new BadChapters('line', index + 1);
    if (title.length > mostCharacters) throw new BadChapters('long', index + 1);
    if (chapters.has(beginsAtSeconds)) throw new BadChapters('twice', index + 1);
    if (chapters.size === mostChapters) throw new BadChapters('many', index + 1);
    chapters.set(beginsAtSeconds, { beginsAtSeconds, title });
  }
  return [...chapters.values()].toSorted(
    (left, right) => left.beginsAtSeconds - right.beginsAtSeconds,
  );
}

/** The lines that chapters are written in. */
export const writeChapters = (chapters: readonly Chapter[]): string =>
  chapters.map(({ beginsAtSeconds, title }) => `${clockOf(beginsAtSeconds)} ${title}`).join('\n');
