import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';

/** Goes up whenever the same source would render differently; older rows are then rendered anew. */
export const rendererVersion = 1;

const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });
// A bare word that ends like a domain ("index.ts") is rarely meant as a link.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const allowed: sanitize.IOptions = {
  allowedTags: 'p br hr blockquote pre code em strong s a ul ol li h3 h4 h5 h6'
    .concat(' table thead tbody tr th td')
    .split(' '),
  allowedAttributes: { a: ['href', 'rel', 'target'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 40,
  transformTags: {
    // The page has its own h1 and h2; what a person writes hangs below them.
    h1: 'h3',
    h2: 'h4',
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
