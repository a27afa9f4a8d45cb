/** How far somebody watched a recording, and how. */
export interface Place {
  seconds: number;
  /** How long the recording is, where that is known. */
  ofSeconds: number | null;
  speedPercent: number;
  /** The language of the captions they let show. */
  captionsLanguage: string | null;
}

export const speeds = [50, 75, 100, 125, 150, 175, 200] as const;
export const usualSpeed = 100;

/** What runs after the last word. */
const creditSeconds = 10;
const creditPart = 0.05;

/** Whether they watched it to its end: next time it begins anew. */
export function isOver({ seconds, ofSeconds }: Pick<Place, 'seconds' | 'ofSeconds'>): boolean {
  if (ofSeconds === null) return false;
  return seconds >= ofSeconds - Math.min(creditSeconds, Math.ceil(ofSeconds * creditPart));
}

/** Where it goes on. */
export function resumeAt(place: Place | undefined): number {
  return place && !isOver(place) ? place.seconds : 0;
}

/** How much of it they watched, in percent. @returns null where they did not begin, or nobody knows how long it is */
export function partWatched(place: Pick<Place, 'seconds' | 'ofSeconds'>): number | null {
  if (isOver(place)) return 100;
  if (!place.ofSeconds || place.seconds === 0) return null;
  return Math.max(1, Math.floor((place.seconds / place.ofSeconds) * 100));
}
