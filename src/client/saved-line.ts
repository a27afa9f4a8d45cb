/** Says how much of a recording is saved. */
import type { Face } from './recorder-face.ts';

/** Aloud only where the line goes or comes back. @returns what is told of it */
export function savedLine(face: Face): (isCut: boolean, unsavedMs: number) => void {
  let wasCut = false;
  face.put('[data-saving]', '');
  return (isCut, unsavedMs) => {
    const isFinishing = face.state === 'finishing';
    const seconds = String(Math.max(1, Math.round(unsavedMs / 1000)));
    const waits = face.words('waits').replace('{seconds}', seconds);
    const words = isCut ? waits : face.words(isFinishing ? 'finishing' : 'saved');
    face.put(isFinishing ? '[data-finishing]' : '[data-saving]', words);
    if (isCut !== wasCut) face.say(words);
    wasCut = isCut;
  };
}
