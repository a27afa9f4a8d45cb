import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import sanitize from 'sanitize-html';
import { renderMarkdown } from '../../src/web/index.ts';
import { allowedIn } from '../../src/web/markdown/allowed.ts';

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

  it.each([
    'Words alone',
    'Two\nlines\n\nand a second paragraph, “with” signs: 3 * 4 = 12; ünïcode 中文',
    '*Not* words & <alone>',
    '',
  ])('makes of %j what the sanitizer makes of it', (source) => {
    const html = renderMarkdown(source);
    expect(sanitize(html, allowedIn(html))).toBe(html);
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

  it('puts code in the colours of its language, by classes alone', () => {
    const html = renderMarkdown('```js\nconst a = "<b>";\n```');
    expect(html).toContain('<span class="hljs-keyword">const</span>');
    expect(html).toContain('&lt;b&gt;');
    expect(html).not.toContain('style=');
  });

  it('leaves code of a language it does not know as it is', () => {
    expect(renderMarkdown('```nonsense" onclick="x\na < b\n```')).toBe(
      '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n',
    );
  });

  it('makes MathML of formulas, in a line and on their own', () => {
    const html = renderMarkdown('So $x^2$ it is:\n\n$$\n\\frac{a}{b}\n$$');
    expect(html).toContain('<msup><mi>x</mi><mn>2</mn></msup>');
    expect(html).toContain('<math display="block">');
    expect(html).not.toContain('annotation');
  });

  it('takes money for money', () => {
    expect(renderMarkdown('It costs $5, not $6, or $7$8.')).toBe(
      '<p>It costs $5, not $6, or $7$8.</p>\n',
    );
  });

  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\includegraphics{https://evil.test/a.png}',
    '\\def\\a{\\a\\a}\\a',
    '\\newcommand\\a{b}\\a',
    '\\show x',
    '\\frac{',
    'x'.repeat(998),
  ])('shows what is no formula of ours as it was written: %s', (formula) => {
    const html = renderMarkdown(`$${formula}$ $${formula}$`.repeat(4));
    expect(html).toContain(`<code>$${formula}$</code>`);
  });

  it('shows points to do, and emoji by their names', () => {
    expect(renderMarkdown('- [ ] ask\n- [x] answer :tada:')).toBe(
      '<ul>\n<li class="task">☐ ask</li>\n<li class="task">☑ answer 🎉</li>\n</ul>\n',
    );
    expect(renderMarkdown('8:) is no face')).toContain('8:)');
  });

  describe('shows what asks for more than a post needs as it was written, every character of it:', () => {
    const short = (words: string) => JSON.stringify(words.slice(0, 12));
    it.each(
      [
        '> '.repeat(40),
        '- '.repeat(60),
        '[a](b) '.repeat(600),
        '[a '.repeat(4000),
        `[a]: https://a.test/${'x'.repeat(1000)}\n\n${'[a] '.repeat(200)}`,
        `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${'|\n'.repeat(100)}`,
        '- a\n'.repeat(3000),
        'a\n'.repeat(9000),
        `${'**a '.repeat(20)}${'a** '.repeat(20)}`,
        'x'.repeat(40_001),
        '[a note]: https://a.test/',
      ].map((source) => [short(source), `${source}words`]),
    )('%s', (_name, source) => {
      expect(renderMarkdown(source)).toBe(`<p class="plain">${source.replaceAll('>', '&gt;')}</p>`);
    });
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
