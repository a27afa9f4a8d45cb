import highlighter from 'highlight.js/lib/common';
import type { MarkdownIt } from 'markdown-it';
import { spend, type Purse } from './purse.ts';

/** Characters that are put in colours: in one post, and so in one block at most. */
const mostInColours = 12_000;
/** As many as beginning on a block costs as much as. */
const outset = 40;

const purse: Purse = { name: 'code', most: mostInColours };

/** Code in a fence, in the colours of the language it names; classes alone, since the page knows the colours. */
export function useCode(parser: MarkdownIt): void {
  const { escapeHtml } = parser.utils;

  parser.renderer.rules['fence'] = (tokens, index, _options, env = {}) => {
    const { info = '', content = '' } = tokens[index] ?? {};
    const language = /^[\w+#.-]+/.exec(info.trim())?.[0].toLowerCase() ?? '';
    const isKnown = highlighter.getLanguage(language) !== undefined;
    if (!isKnown || !spend(env, purse, outset + content.length)) {
      return `<pre><code>${escapeHtml(content)}</code></pre>\n`;
    }
    const { value } = highlighter.highlight(content, { language, ignoreIllegals: true });
    return `<pre><code>${value}</code></pre>\n`;
  };
}
