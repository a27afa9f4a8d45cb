import sanitize from 'sanitize-html';
import { calloutClasses } from './callouts.ts';

const texts = 'p br hr blockquote pre code em strong s a ul ol li h3 h4 h5 h6 span'.split(' ');
const tables = 'div table thead tbody tr th td'.split(' ');
/** MathML without what could hold another kind of markup: `annotation-xml`, `maction`. */
const maths = 'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup'
  .concat(' munder mover munderover mmultiscripts mprescripts none')
  .concat(' mtable mtr mtd mpadded mphantom menclose mstyle')
  .split(' ');
const look = 'mathvariant displaystyle scriptlevel mathsize'.split(' ');
const shape = 'form fence stretchy symmetric separator lspace rspace minsize maxsize largeop'
  .concat(' movablelimits accent accentunder linethickness width height depth notation')
  .concat(' columnalign columnspan rowspan')
  .split(' ');

/** The address of a file that was given here. */
const ownFile = /^\/files\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const apart = { rel: 'nofollow noopener noreferrer', target: '_blank' };

/** What may stand in words without formulas. Whatever the parser lets through by mistake ends here. */
const inWords: sanitize.IOptions = {
  allowedTags: [...texts, ...tables, 'img'],
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    blockquote: ['class'],
    div: ['tabindex'],
    img: ['src', 'alt', 'loading'],
    li: ['class'],
    ol: ['start'],
    p: ['class'],
    pre: ['tabindex'],
    span: ['class', 'tabindex', 'data-person'],
  },
  allowedClasses: {
    blockquote: calloutClasses,
    li: ['task'],
    span: ['wide', 'hljs-*', 'function_', 'class_', 'language_', 'constant_', 'inherited__'],
  },
  // The formula's source beside it, which would be read twice.
  nonTextTags: ['script', 'style', 'textarea', 'option', 'annotation'],
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 60,
  transformTags: {
    pre: sanitize.simpleTransform('pre', { tabindex: '0' }),
    a: sanitize.simpleTransform('a', apart),
    // Ours are shown. Another's would tell its site who reads: that is a link to where it lives.
    img: (_tag, { src = '', alt = '' }) =>
      ownFile.test(src)
        ? { tagName: 'img', attribs: { src, alt, loading: 'lazy' } }
        : { tagName: 'a', attribs: { href: src, ...apart }, text: alt || src },
  },
};

/** And in words with formulas. */
const withMaths: sanitize.IOptions = {
  ...inWords,
  allowedTags: [...texts, ...tables, 'img', ...maths],
  allowedAttributes: {
    ...inWords.allowedAttributes,
    math: ['display', ...look],
    ...Object.fromEntries(maths.slice(1).map((tag) => [tag, [...look, ...shape]])),
  },
};

/**
 * What may stand in this HTML. The package copies every list that it is given for every text, and those of formulas
 * are twenty times as long as all others: of a hundred thousand posts without any, that alone fills the memory.
 */
export const allowedIn = (html: string): sanitize.IOptions =>
  html.includes('<math') ? withMaths : inWords;
