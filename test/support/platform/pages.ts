import type { Fields } from './browser.ts';

/** The value of the first attribute of this name on a page, or undefined. */
export function attributeOf(html: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(html);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : plain(value);
}

export interface PageForm {
  readonly method: string;
  readonly action: string;
  readonly target: string | undefined;
  readonly fields: Fields;
}

/** The first form of a page as a browser would send it untouched. */
export function formOf(html: string): PageForm | undefined {
  const found = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(html);
  if (found === null) return undefined;
  const head = ` ${found[1] ?? ''}`;
  const fields: Fields = {};
  for (const [input] of (found[2] ?? '').matchAll(/<input\b[^>]*>/g)) {
    const name = attributeOf(input, 'name');
    if (name !== undefined) fields[name] = attributeOf(input, 'value') ?? '';
  }
  return {
    method: (attributeOf(head, 'method') ?? 'get').toUpperCase(),
    action: attributeOf(head, 'action') ?? '',
    target: attributeOf(head, 'target'),
    fields,
  };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An attribute or text as it was before it was escaped. */
export function plain(escaped: string): string {
  return escaped.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16));
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    return named[String(name)] ?? whole;
  });
}
