import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';

/** Goes up whenever the same source would render differently; older rows are then rendered anew. */
export const rendererVersion = 2;

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });
// A bare word that ends like a domain ("index.ts") is rarely meant as a link.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// A table wider than the page scrolls in a box of its own: the page must not, and the keyboard must reach it.
parser.renderer.rules['table_open'] = () => '<div tabindex="0"><table>';
parser.renderer.rules['table_close'] = () => '</table></div>';

/**
 * The page has its own h1 and h2; what a person writes hangs below them, and skips no level, which whoever
 * listens would take for something they missed.
 */
parser.core.ruler.push('heading_levels', ({ tokens }) => {
  let depth = 0;
  for (const token of tokens) {
    if (token.type === 'heading_open') depth = Math.min(Number(token.tag.slice(1)), depth + 1, 4);
    if (token.type.startsWith('heading_')) token.tag = `h${depth + 2}`;
  }
});

const allowed: sanitize.IOptions = {
  allowedTags: 'p br hr blockquote pre code em strong s a ul ol li h3 h4 h5 h6'
    .concat(' div table thead tbody tr th td')
    .split(' '),
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    div: ['tabindex'],
    ol: ['start'],
    pre: ['tabindex'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 40,
  transformTags: {
    pre: sanitize.simpleTransform('pre', { tabindex: '0' }),
    a: sanitize.simpleTransform('a', { rel: 'nofollow noopener noreferrer', target: '_blank' }),
    // Pictures arrive with uploads; until then an image is a link to where it lives.
    img: (_tag, { src = '', alt = '' }) => ({
      tagName: 'a',
      attribs: { href: src, rel: 'nofollow noopener noreferrer', target: '_blank' },
      text: alt || src,
    }),
  },
};

/** Renders what a person wrote, once, on write. Whatever the source, the HTML is safe to show as it is. */
export function renderMarkdown(source: string): string {
  return sanitize(parser.render(source), allowed);
}
