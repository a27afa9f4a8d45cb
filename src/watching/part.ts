import type { Recording } from './recording.ts';

const seconds = (ms: number) => String(ms / 1000);

/**
 * What has a player play what is meant of a recording, to stand after an address; '' for all of it.
 *
 * @param from where it begins, in seconds of what is meant
 * @see [Media Fragments](https://www.w3.org/TR/media-frags/#naming-time)
 */
export function fragmentOf(
  { part: { startMs, endMs } }: Pick<Recording, 'part'>,
  from = 0,
): string {
  const at = startMs + from * 1000;
  if (endMs !== null && endMs > at) return `#t=${seconds(at)},${seconds(endMs)}`;
  return at > 0 ? `#t=${seconds(at)}` : '';
}

/** What a page tells its script of the part that is meant, in seconds of the file. */
export function boundsOf({ part: { startMs, endMs } }: Pick<Recording, 'part'>) {
  return { from: startMs / 1000, to: endMs === null ? null : endMs / 1000 };
}
