import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import { z } from 'zod';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

const views = filesIn('views', '.hbs').filter((path) => !path.startsWith('views/demo/'));
const sources = filesIn('src', '.ts').filter((path) => !path.startsWith('src/demo/'));

type Words = { [key: string]: string | Words };
const Words: z.ZodType<Words> = z.lazy(() => z.record(z.string(), z.union([z.string(), Words])));

function keysOf(words: Words, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const known = new Set(
  keysOf(Words.parse(JSON.parse(read('locales/en.json')))).map((key) => key.replace(plural, '')),
);

describe('the views', () => {
  it('can all be parsed, and every partial they name is there', () => {
    expect(views.length).toBeGreaterThan(20);
    for (const view of views) {
      const text = read(view);
      expect(() => Handlebars.precompile(text)).not.toThrow();
      for (const [, partial] of text.matchAll(/\{\{> ([\w/-]+)/g)) {
        expect({
          view,
          partial,
          exists: existsSync(join(root, 'views', `${partial}.hbs`)),
        }).toEqual({
          view,
          partial,
          exists: true,
        });
      }
    }
  });

  it('hold no inline script or style', () => {
    for (const view of views) expect(read(view)).not.toMatch(/<script>|<style|\sstyle=|\son\w+=/);
  });

  it('take every word from the translation files', () => {
    // The styleguide is for developers, and shown to nobody else.
    const shown = views.filter((view) => !view.startsWith('views/styleguide/'));
    const bare = shown.flatMap((view) => {
      const text = read(view)
        .replaceAll(/<!doctype html>|\{\{\{?[^}]*\}?\}\}/g, '')
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('UTC', '');
      return /\p{L}{2,}/u.test(text) ? [{ view, text: text.trim() }] : [];
    });
    expect(bare).toEqual([]);
  });
});

describe('the translation files', () => {
  const used = new Set([
    ...views.flatMap((view) =>
      [...read(view).matchAll(/(?:\{\{t|label=|hint=|text=) ?"([\w.]+)"/g)].map(
        ([, key]) => key ?? '',
      ),
    ),
    ...views.map((view) => `titles.${view.slice('views/'.length, -'.hbs'.length)}`),
    ...sources.flatMap((file) =>
      [...read(file).matchAll(/'((?:[a-zA-Z]+\.)+[a-zA-Z]+)'/g)].map(([, key]) => key ?? ''),
    ),
  ]);

  it('have every key that the views name', () => {
    const named = views.flatMap((view) =>
      [...read(view).matchAll(/\{\{t "([\w.]+)"/g)].map(([, key]) => key ?? ''),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });

  it('have no key that nothing names', () => {
    const built = [
      'errors.',
      'launch.refused.',
      'thread.kind.',
      'charter.parts.',
      'level.',
      'face.join.',
      'face.button.',
      'face.reading.',
      'membership.role.',
      'steps.',
      'seed.',
      'courseCommunities.state.',
    ];
    const unused = [...known].filter(
      (key) => !used.has(key) && !built.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('have words for every reason to refuse a launch', () => {
    const union =
      /export type LaunchCode =([^;]+);/.exec(read('src/lti/launch-rejected.ts'))?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code ?? '');
    expect(codes.length).toBeGreaterThan(20);
    const missing = codes.flatMap((code) =>
      [`launch.refused.${code}.what`, `launch.refused.${code}.next`].filter(
        (key) => !known.has(key),
      ),
    );
    expect(missing).toEqual([]);
  });
});
