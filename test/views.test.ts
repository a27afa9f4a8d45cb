import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import Handlebars from 'handlebars';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

const views = filesIn('views', '.hbs').filter((path) => !path.startsWith('views/demo/'));

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
        .replaceAll(/<!doctype html>|\{\{\{?(?:"[^"]*"|[^}"])*\}?\}\}/g, '')
        // A part of a view may be attributes alone.
        .replaceAll(/<[^>]*>|\bdata-[\w-]+=""/g, '')
        .replaceAll('UTC', '');
      return /\p{L}{2,}/u.test(text) ? [{ view, text: text.trim() }] : [];
    });
    expect(bare).toEqual([]);
  });
});
