import { describe, expect, it } from 'vitest';
import { BadChapters, readChapters, writeChapters } from '../../src/watching/chapters.ts';
import { clockOf } from '../../src/watching/clock.ts';
import { isOver, partWatched, resumeAt } from '../../src/watching/place.ts';
import {
  BadCaptions,
  plainWords,
  readCaptions,
  writeCaptions,
  type Fault,
} from '../../src/watching/web-vtt.ts';
import { subRip, webVtt } from '../support/recordings.ts';

function faultOf(text: string): Fault | null {
  try {
    readCaptions(text);
    return null;
  } catch (error) {
    if (error instanceof BadCaptions) return error.fault;
    throw error;
  }
}

const cue = (time: string, words = 'Hello') => `${time}\n${words}\n`;

describe('captions', () => {
  it('are read from WebVTT and written the same', () => {
    expect(writeCaptions(readCaptions(webVtt))).toBe(webVtt);
  });

  it('are read from SubRip, without what only its players know', () => {
    expect(writeCaptions(readCaptions(subRip))).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWillkommen\n\n' +
        '00:00:12.500 --> 00:00:15.000\n<i>Wer hat</i> die Schlüssel?\n',
    );
  });

  it.each([
    ['a mark of the encoding', `\uFEFF${webVtt}`],
    ['line ends of Windows', webVtt.replaceAll('\n', '\r\n')],
    ['old line ends of the Macintosh', webVtt.replaceAll('\n', '\r')],
    ['words after the heading', webVtt.replace('WEBVTT', 'WEBVTT - A talk\nKind: captions')],
    ['notes and styles', webVtt.replace('WEBVTT\n', 'WEBVTT\n\nNOTE by Ana\n\nSTYLE\n::cue {}\n')],
    ['the first caption at once below the heading', webVtt.replace('WEBVTT\n\n', 'WEBVTT\n')],
    ['a name for each', webVtt.replace('00:00:01.000', 'first\n00:00:01.000')],
    ['several blank lines', webVtt.replaceAll('\n\n', '\n\n \n\n')],
    ['captions of no words', webVtt.replace('WEBVTT\n', 'WEBVTT\n\n00:00.000 --> 00:00.500\n')],
  ])('may come with %s', (_, text) => {
    expect(writeCaptions(readCaptions(text))).toBe(webVtt);
  });

  it.each<[string, string, Fault]>([
    ['nothing', '', { kind: 'empty', line: 1 }],
    ['a heading alone', 'WEBVTT\n\n', { kind: 'empty', line: 1 }],
    ['words without a time', 'WEBVTT\n\nHello\n', { kind: 'loose', line: 3 }],
    ['more of them below a caption', `${cue('0:01 --> 0:02')}\nAnd on`, { kind: 'loose', line: 4 }],
    ['a time that is none', cue('0:01 --> soon'), { kind: 'time', line: 1 }],
    ['a minute of 61 seconds', cue('00:61.000 --> 01:05.000'), { kind: 'time', line: 1 }],
    ['a name above a time that is none', cue('one\n1 --> 2'), { kind: 'time', line: 2 }],
    ['an end before its beginning', cue('0:05 --> 0:04'), { kind: 'end', line: 1 }],
    ['an end at its beginning', cue('0:05 --> 0:05'), { kind: 'end', line: 1 }],
    [
      'a caption earlier than the one before',
      `${cue('0:05 --> 0:06')}\n${cue('0:01 --> 0:02')}`,
      { kind: 'order', line: 4 },
    ],
    [
      'a time without a blank line above',
      `${cue('0:01 --> 0:02')}${cue('0:03 --> 0:04')}`,
      { kind: 'gap', line: 3 },
    ],
  ])('say which line is wrong: %s', (_, text, fault) => {
    expect(faultOf(text)).toEqual(fault);
  });

  it('keep of where they stand only what WebVTT knows', () => {
    const [read] = readCaptions(cue('0:01 --> 0:02 align:start onclick=x line:84%'));
    expect(read?.settings).toBe('align:start line:84%');
  });

  it('are plain words in a transcript, with who says them', () => {
    const words = '<v.loud Ana>Who &lt;has&gt;\n<i>the keys</i> &amp;amp; all?</v>';
    expect(plainWords({ words })).toBe('Ana: Who <has> the keys &amp; all?');
  });

  it('are read quickly however they are written', () => {
    const hostile = `${'0'.repeat(200_000)} --> ${':'.repeat(200_000)}`;
    expect(faultOf(hostile)).toEqual({ kind: 'time', line: 1 });
    expect(plainWords({ words: '<'.repeat(100_000) })).toHaveLength(100_000);
  });
});

describe('chapters', () => {
  it('are read in any order and written as people say them', () => {
    const chapters = readChapters('1:02:03 – The end\n\n0:00 Welcome\n  62:05 Almost there');
    expect(writeChapters(chapters)).toBe('0:00 Welcome\n1:02:03 The end\n1:02:05 Almost there');
  });

  it.each([
    ['0:00 Welcome\nThen more', 'line', 2],
    ['0:00', 'line', 1],
    ['0:75 Late', 'line', 1],
    ['0:10 One\n0:10 Two', 'twice', 2],
    [`0:10 ${'x'.repeat(201)}`, 'long', 1],
    [Array.from({ length: 201 }, (_, at) => `${at}:00 Part`).join('\n'), 'many', 201],
  ])('say which line is wrong', (text, kind, line) => {
    const refusal = new BadChapters('line', 1);
    expect(() => readChapters(text)).toThrow(
      expect.objectContaining({ name: refusal.name, kind, line }),
    );
  });
});

describe('the place in a recording', () => {
  it.each([
    [0, '0:00'],
    [754.9, '12:34'],
    [3723, '1:02:03'],
  ])('of %d seconds is said as %s', (seconds, words) => {
    expect(clockOf(seconds)).toBe(words);
  });

  it('is where somebody stopped, and the beginning once they saw it all (R67)', () => {
    const place = (seconds: number, ofSeconds: number | null) => ({
      seconds,
      ofSeconds,
      speedPercent: 100,
      captionsLanguage: null,
    });
    expect(resumeAt(undefined)).toBe(0);
    expect(resumeAt(place(754, 3600))).toBe(754);
    expect(resumeAt(place(754, null))).toBe(754);
    expect(resumeAt(place(3591, 3600))).toBe(0);
    expect(isOver(place(3589, 3600))).toBe(false);
    expect(isOver(place(3, 4))).toBe(true);
    expect(partWatched(place(1440, 3600))).toBe(40);
    expect(partWatched(place(3595, 3600))).toBe(100);
    expect(partWatched(place(0, 3600))).toBeNull();
    expect(partWatched(place(10, null))).toBeNull();
  });
});
