/** What this browser records into: what most others play, first. */
export interface RecordingKind {
  mediaType: string;
  ending: string;
}

const film: readonly RecordingKind[] = [
  { mediaType: 'video/webm;codecs=vp8,opus', ending: 'webm' },
  { mediaType: 'video/webm', ending: 'webm' },
  { mediaType: 'video/mp4', ending: 'mp4' },
];
const sound: readonly RecordingKind[] = [
  { mediaType: 'audio/webm;codecs=opus', ending: 'weba' },
  { mediaType: 'audio/mp4', ending: 'm4a' },
  { mediaType: 'audio/ogg;codecs=opus', ending: 'ogg' },
];

export function kindFor(stream: MediaStream): RecordingKind | undefined {
  const kinds = stream.getVideoTracks().length > 0 ? film : sound;
  return kinds.find(({ mediaType }) => MediaRecorder.isTypeSupported(mediaType));
}
