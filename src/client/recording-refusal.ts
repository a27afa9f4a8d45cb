/** Why camera, microphone or screen may not be used, and by whom. */
import type { Source } from './recording-source.ts';

interface Policy {
  allowsFeature: (name: string) => boolean;
}

declare global {
  interface Document {
    permissionsPolicy?: Policy;
    featurePolicy?: Policy;
  }
}

/** What is said of it, and whether a window of its own may do better. */
export interface Refusal {
  words: string;
  offersWindow: boolean;
}

const needed = {
  camera: ['camera', 'microphone'],
  microphone: ['microphone'],
  screen: ['display-capture'],
} as const;

/** By what the browser calls it; whatever else goes wrong, it is unable. */
const reasons: Record<string, string> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'taken',
  AbortError: 'taken',
};

const isFramed = () => window.parent !== window;
const policyHere = () => document.permissionsPolicy ?? document.featurePolicy;

const byFrame = (source: Source): Refusal => ({
  words: `frame${source.charAt(0).toUpperCase()}${source.slice(1)}`,
  offersWindow: true,
});

/** Whether the page around this one refuses it; not every browser says before it is tried. */
export function refusedByFrame(source: Source): Refusal | null {
  const policy = policyHere();
  const isLet = !policy || needed[source].every((name) => policy.allowsFeature(name));
  return isFramed() && !isLet ? byFrame(source) : null;
}

/** @param error what opening it threw */
export function refusalOf(source: Source, error: unknown): Refusal {
  const words = (error instanceof Error && reasons[error.name]) || 'unable';
  const isRefusedInFrame = words === 'refused' && isFramed();
  // A browser that says no policy may have refused because of one.
  if (isRefusedInFrame && !policyHere()) return byFrame(source);
  return { words, offersWindow: isRefusedInFrame };
}
