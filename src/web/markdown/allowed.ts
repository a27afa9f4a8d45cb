import sanitize from 'sanitize-html';

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

const apart = { rel: 'nofollow noopener noreferrer', target: '_blank' };

/** What may stand in a post. Whatever the parser lets through by mistake ends here. */
export const allowed: sanitize.IOptions = {
  allowedTags: [...texts, ...tables, ...maths],
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    div: ['tabindex'],
    li: ['class'],
    math: ['display', ...look],
    ol: ['start'],
    p: ['class'],
    pre: ['tabindex'],
    span: ['class', 'tabindex'],
    ...Object.fromEntries(maths.slice(1).map((tag) => [tag, [...look, ...shape]])),
  },
  allowedClasses: {
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
    // Pictures arrive with uploads; until then an image is a link to where it lives.
    img: (_tag, { src = '', alt = '' }) => ({
      tagName: 'a',
      attribs: { href: src, ...apart },
      text: alt || src,
    }),
  },
};
