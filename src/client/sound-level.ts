/** How loud it is, ten times a second. */
const everyMs = 100;
/** Speech is far from as loud as can be. */
const gain = 4;

function levelIn(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.sqrt(power) * gain);
}

/** @param onLevel told from 0 to 1 @returns what ends it */
export function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  if (stream.getAudioTracks().length === 0) return () => {};
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelIn(samples));
  }, everyMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
