import { clockPattern, secondsOf } from './clock.ts';

/** Words that are shown for a while. */
export interface Cue {
  fromMs: number;
  toMs: number;
  /** Where they stand, as WebVTT says it. */
  settings: string;
  words: string;
}

/** What is wrong with captions, and in which line; the kinds are a part of the keys of the translation files. */
export interface Fault {
  kind: 'empty' | 'loose' | 'time' | 'end' | 'order' | 'gap';
  line: number;
}

/** Captions that cannot be read. */
export class BadCaptions extends Error {
  override readonly name = 'BadCaptions';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`Captions: ${fault.kind} in line ${fault.line}`);
    this.fault = fault;
  }
}

interface Block {
  /** The number of its first line. */
  line: number;
  lines: string[];
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') open = null;
    else if (open) open.lines.push(line);
    else blocks.push((open = { line: index + 1, lines: [line] }));
  }
  return blocks;
}

const isTiming = (line: string) => line.includes('-->');
const isAside = ({ lines: [first = ''] }: Block) => /^(NOTE|STYLE|REGION)(\s|$)/.test(first);

/** What stands below the heading of a file, which some follow at once with the first words. */
function belowHeading({ line, lines }: Block): Block[] {
  const rest = lines.slice(1);
  return rest.some(isTiming) ? [{ line: line + 1, lines: rest }] : [];
}

const moment = String.raw`${clockPattern}(?:[.,](\d{1,3}))?`;
const timing = new RegExp(String.raw`^\s*${moment}\s*-->\s*${moment}(?:\s+(.*))?$`);

function msOf([hours, minutes, seconds, fraction = '']: (string | undefined)[]): number | null {
  const whole = secondsOf(hours, minutes, seconds);
  return whole === null ? null : whole * 1000 + Number(fraction.padEnd(3, '0'));
}

const setting = /^(?:(?:line|position|size|region):[\w.,%-]+|align:[a-z]+|vertical:(?:rl|lr))$/;
const settingsIn = (words = '') =>
  words
    .split(/\s+/)
    .filter((word) => setting.test(word))
    .join(' ');

/** Marks of other formats, which browsers would show. */
const foreign = /\{\\[^{}]*\}|<\/?font\b[^<>]*>/gi;

function cueOf({ line, lines }: Block): Cue {
  const at = lines.findIndex(isTiming);
  // Above its time a cue may have a name, or in SRT a number.
  if (at < 0 || at > 1) throw new BadCaptions({ kind: 'loose', line });
  const timed = timing.exec(lines[at] ?? '');
  const [fromMs, toMs] = [msOf(timed?.slice(1, 5) ?? []), msOf(timed?.slice(5, 9) ?? [])];
  if (!timed || fromMs === null || toMs === null)
    throw new BadCaptions({ kind: 'time', line: line + at });
  if (toMs <= fromMs) throw new BadCaptions({ kind: 'end', line: line + at });
  const words = lines.slice(at + 1);
  const next = words.findIndex(isTiming);
  if (next >= 0) throw new BadCaptions({ kind: 'gap', line: line + at + 1 + next });
  const shown = words.map((word) => word.replaceAll(foreign, '').trim()).join('\n');
  return { fromMs, toMs, settings: settingsIn(timed[9]), words: shown };
}

/**
 * Reads WebVTT, and SRT, which is the same with commas and without a heading. What is no caption is left out.
 *
 * @throws BadCaptions at the first line that cannot be read
 * @see [WebVTT, 4](https://www.w3.org/TR/webvtt1/#syntax)
 */
export function readCaptions(text: string): Cue[] {
  const [first, ...others] = blocksOf(text.replace(/^\uFEFF/, ''));
  if (!first) throw new BadCaptions({ kind: 'empty', line: 1 });
  const isHeaded = /^WEBVTT(\s|$)/.test(first.lines[0] ?? '');
  const blocks = [...(isHeaded ? belowHeading(first) : [first]), ...others];
  const cues: Cue[] = [];
  for (const block of blocks.filter((part) => !isAside(part))) {
    const cue = cueOf(block);
    const before = cues.at(-1);
    if (before && cue.fromMs < before.fromMs)
      throw new BadCaptions({ kind: 'order', line: block.line });
    if (cue.words !== '') cues.push(cue);
  }
  if (cues.length === 0) throw new BadCaptions({ kind: 'empty', line: 1 });
  return cues;
}

/** The same words, so much later. */
export function later(cues: readonly Cue[], ms: number): Cue[] {
  return cues.map((cue) => ({ ...cue, fromMs: cue.fromMs + ms, toMs: cue.toMs + ms }));
}

const digits = (part: number, most: number) => String(part).padStart(most, '0');

function stampOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => digits(part, 2)).join(':')}.${digits(ms % 1000, 3)}`;
}

/** Captions as a browser reads them. */
export function writeCaptions(cues: readonly Cue[]): string {
  const blocks = cues.map(({ fromMs, toMs, settings, words }) => {
    const time = `${stampOf(fromMs)} --> ${stampOf(toMs)} ${settings}`.trimEnd();
    return `${time}\n${words}`;
  });
  return `${['WEBVTT', ...blocks].join('\n\n')}\n`;
}

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00A0',
  '&lrm;': '\u200E',
  '&rlm;': '\u200F',
  '&amp;': '&',
};

/** The words of a cue to be read by themselves, with who says them. */
export function plainWords({ words }: Pick<Cue, 'words'>): string {
  return words
    .replaceAll(/<v(?:\.[^\s<>]*)?\s([^<>]+)>/g, '$1: ')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(?:lt|gt|nbsp|lrm|rlm|amp);/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/[ \n]+/g, ' ')
    .trim();
}
