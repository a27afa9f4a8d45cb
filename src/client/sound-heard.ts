/** Shows how loud it is, and whether anything is heard. */
import type { Face } from './recorder-face.ts';
import { watchLevel } from './sound-level.ts';

const loudEnough = 0.02;
const silentMs = 5000;

/** Said before one records: what is said aloud while one does comes into the recording. */
function tell(face: Face, name: 'heard' | 'silent'): void {
  const words = face.words(name);
  const isNew = face.put('[data-heard]', words);
  if (isNew && face.state === 'ready') face.say(words);
}

/** @returns what ends it */
export function showHeard(face: Face, stream: MediaStream): () => void {
  let heardAt = 0;
  const begunAt = performance.now();
  face.put('[data-heard]', '');
  if (stream.getAudioTracks().length === 0) tell(face, 'silent');
  return watchLevel(stream, (level) => {
    face.level(level);
    const now = performance.now();
    if (level >= loudEnough) heardAt = now;
    const isSilent = now - Math.max(heardAt, begunAt) > silentMs;
    if (heardAt > 0 || isSilent) tell(face, isSilent ? 'silent' : 'heard');
  });
}
