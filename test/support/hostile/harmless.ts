const attributesOf: Record<string, readonly string[]> = {
  p: ['class'],
  a: ['href', 'rel', 'target'],
  ol: ['start'],
  li: ['class'],
  pre: ['tabindex'],
  div: ['tabindex'],
  span: ['class', 'tabindex'],
  ...bare('br hr blockquote code em strong s ul h3 h4 h5 h6 table thead tbody tr th td'),
};

/** MathML that is drawn and nothing else: no links, no actions, no other markup within. */
const mathsElements = new Set(
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose'
    .concat(
      ' msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd',
    )
    .split(' '),
);
const mathsAttributes = new Set(
  'display displaystyle mathvariant mathsize scriptlevel form fence separator stretchy symmetric'
    .concat(' lspace rspace minsize maxsize largeop movablelimits accent accentunder linethickness')
    .concat(' width height depth notation columnalign columnspan rowspan')
    .split(' '),
);

const classes =
  /^(?:plain|task|wide|hljs-[\w-]+|(?:function|class|language|constant)_|inherited__)$/;
const isClass = (value: string) => value.split(/\s+/).every((name) => classes.test(name));
const schemes = new Set(['http:', 'https:', 'mailto:']);
/** The scheme as a browser reads it; an address without one stays where the page is. */
const schemeOf = (address: string) =>
  URL.canParse(address, 'https://here.test') ? new URL(address, 'https://here.test').protocol : '';

const values: Record<string, (value: string) => boolean> = {
  class: isClass,
  href: (value) => schemes.has(schemeOf(value)),
  rel: (value) => value === 'nofollow noopener noreferrer',
  target: (value) => value === '_blank',
  tabindex: (value) => value === '0',
  start: (value) => /^\d+$/.test(value),
};

function bare(tags: string): Record<string, readonly string[]> {
  return Object.fromEntries(tags.split(' ').map((tag) => [tag, []]));
}

/** An element as a parser found it. */
export interface Found {
  tag: string;
  attributes: readonly (readonly [name: string, value: string])[];
}

/** What stands in the words of a post that has no business there, as text; a list of its own, not the program's. */
export function straysIn(elements: Iterable<Found>): string[] {
  const strays = new Set<string>();
  for (const { tag, attributes } of elements) {
    const isMaths = mathsElements.has(tag);
    if (!isMaths && !attributesOf[tag]) strays.add(`<${tag}>`);
    for (const [name, value] of attributes) {
      const isKnown = isMaths ? mathsAttributes.has(name) : attributesOf[tag]?.includes(name);
      if (!isKnown || values[name]?.(value) === false)
        strays.add(`<${tag} ${name}="${value.slice(0, 80)}">`);
    }
  }
  return [...strays];
}
