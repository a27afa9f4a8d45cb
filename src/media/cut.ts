/** The part of a recording that is meant: the rest is its ends. */
export interface Cut {
  startMs: number;
  /** Null where it goes on to the end. */
  endMs: number | null;
}

const seconds = (ms: number) => String(ms / 1000);

/**
 * What has a player play this part alone, to stand after an address; '' for all of it.
 *
 * @see [Media Fragments](https://www.w3.org/TR/media-frags/#naming-time)
 */
export function fragmentOf({ startMs, endMs }: Cut): string {
  if (endMs !== null) return `#t=${seconds(startMs)},${seconds(endMs)}`;
  return startMs > 0 ? `#t=${seconds(startMs)}` : '';
}
