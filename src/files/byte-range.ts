import type { ByteRange } from './storage.ts';

const one = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * The part that a `Range` header asks for: null for all of it, where nothing can be made of the header, and
 * 'unsatisfiable' where it lies behind the end. Several parts at once are more than a server has to give.
 *
 * @see [RFC 9110, 14.1.2 and 14.2](https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2)
 */
export function rangeIn(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = one.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') {
    const length = Number(to);
    if (length === 0 || size === 0) return 'unsatisfiable';
    return { first: Math.max(0, size - length), last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return null;
  if (first >= size) return 'unsatisfiable';
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
