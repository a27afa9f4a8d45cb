import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderMarkdown } from '../../src/web/index.ts';

describe('renderMarkdown', () => {
  it.each([
    ['<script>alert(1)</script>', /<script/],
    ['<img src=x onerror=alert(1)>', /<img/],
    ['[x](javascript:alert(1))', /href="javascript/],
    ['[x](data:text/html;base64,PHNjcmlwdD4=)', /href="data/],
    ['[x](vbscript:x)', /href="vbscript/],
    ['![x](javascript:alert(1))', /(src|href)="javascript/],
    ['<a href="//evil.test">x</a>', /<a href="\/\//],
    ['<svg onload=alert(1)>', /<svg/],
    ['[x](//evil.test)', /href="\/\//],
    ['<div style="position:fixed">x</div>', /<div/],
  ])('makes %s harmless', (source, danger) => {
    expect(renderMarkdown(source)).not.toMatch(danger);
  });

  it('keeps what people write for', () => {
    const html = renderMarkdown(
      '# One\n\n**bold** `code`\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    );
    for (const tag of ['<h3>', '<strong>', '<code>', '<li>', '<table>'])
      expect(html).toContain(tag);
  });

  it('hangs headings below the page’s own, without skipping a level', () => {
    const html = renderMarkdown('## One\n\n#### Two\n\n##### Three\n\n# Four\n\n###### Five');
    expect(
      [...html.matchAll(/<(h\d)>(\w+)<\/(h\d)>/g)].map(([, ...parts]) => parts.join(' ')),
    ).toEqual(['h3 One h3', 'h4 Two h4', 'h5 Three h5', 'h3 Four h3', 'h4 Five h4']);
  });

  it('lets the keyboard reach whatever may be wider than the page', () => {
    const html = renderMarkdown('    code\n\n| a |\n|---|\n| 1 |');
    expect(html).toContain('<pre tabindex="0">');
    expect(html).toMatch(/<div tabindex="0"><table>.*<\/table><\/div>/s);
  });

  it('sends a link to a tab of its own, telling the other side nothing', () => {
    expect(renderMarkdown('https://example.org/a')).toContain(
      '<a href="https://example.org/a" rel="nofollow noopener noreferrer" target="_blank">',
    );
  });

  it('never lets a script element or an event handler through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (source) => {
        expect(renderMarkdown(source)).not.toMatch(/<script|<[a-z]+[^>]*\son\w+=/i);
      }),
      { numRuns: 300 },
    );
  });
});
