import type { Cut } from './cut.ts';
import { runFfmpeg } from './ffmpeg.ts';

/** What reads each kind that is taken; said to the program, so that no content chooses for itself. */
const readers: Record<string, string> = {
  'video/webm': 'matroska',
  'audio/webm': 'matroska',
  'video/mp4': 'mov',
  'audio/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/ogg': 'ogg',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
};

export const canConvert = (mediaType: string): boolean => mediaType in readers;

export interface Original {
  path: string;
  mediaType: string;
}

interface Run {
  program: string;
  signal: AbortSignal;
}

export const isFilm = ({ mediaType }: Pick<Original, 'mediaType'>): boolean =>
  mediaType.startsWith('video/');

const input = ({ path, mediaType }: Original) => ['-f', readers[mediaType] ?? '', '-i', path];

/** What is found out of a file before it is converted. */
export interface Look {
  lengthMs: number;
  /** Whether its picture and sound play everywhere as they are. */
  isPlain: boolean;
}

/** Reads all of it once: what a browser recorded does not say how long it is. */
export async function look(run: Run, original: Original): Promise<Look> {
  let lengthMs = 0;
  const args = [...input(original), '-map', '0', '-c', 'copy', '-f', 'null', '-'];
  const said = await runFfmpeg(run.program, args, {
    signal: run.signal,
    onProgress: (ms) => (lengthMs = ms),
  });
  const isPlainSound = /Audio: (aac|mp3)/.test(said) || !said.includes('Audio: ');
  const isPlainFilm = /Video: h264[^\n]*yuv420p/.test(said) && original.mediaType === 'video/mp4';
  const isPlain = isFilm(original) ? isPlainFilm && isPlainSound : isPlainSound;
  return { lengthMs, isPlain: isPlain && !/webm|ogg/.test(original.mediaType) };
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);

function part({ startMs, endMs }: Cut): string[] {
  const end = endMs === null ? [] : ['-to', seconds(endMs)];
  return startMs > 0 ? ['-ss', seconds(startMs), ...end] : end;
}

/** No larger than a screen, in what every browser and telephone shows. */
const picture = [
  '-map',
  '0:v:0',
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '23',
  '-maxrate',
  '4M',
  '-bufsize',
  '8M',
  '-profile:v',
  'high',
  '-threads',
  '1',
  '-vf',
  "scale='min(1920,iw)':'min(1080,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p",
];
const sound = (bits: string) => ['-map', '0:a:0?', '-c:a', 'aac', '-b:a', bits, '-ac', '2'];

interface Wish {
  original: Original;
  cut: Cut;
  seen: Look;
  /** Where it is to lie: its ending says in what. */
  into: string;
  mostBytes: number;
  onProgress: (madeMs: number) => void;
}

/** Makes what plays everywhere, begins at once, and can be gone about in; the ends that were cut off are not in it. */
export async function convert(
  run: Run,
  { original, cut, seen, into, mostBytes, onProgress }: Wish,
): Promise<void> {
  const isWhole = cut.startMs === 0 && cut.endMs === null;
  const streams = isFilm(original) ? [...picture, ...sound('128k')] : ['-vn', ...sound('96k')];
  const asIs = ['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy'];
  const args = [
    ...input(original),
    ...part(cut),
    ...(isWhole && seen.isPlain ? asIs : streams),
    '-map_metadata',
    '-1',
    '-movflags',
    '+faststart',
    '-fs',
    String(mostBytes),
    '-f',
    isFilm(original) ? 'mp4' : 'ipod',
    '-y',
    into,
  ];
  await runFfmpeg(run.program, args, { signal: run.signal, onProgress });
}

/** Takes a picture out of a film, not the very first: it is often black. */
export async function takePicture(
  run: Run,
  { film, lengthMs, into }: { film: string; lengthMs: number; into: string },
): Promise<void> {
  const at = seconds(Math.min(1000, lengthMs / 3));
  const args = [
    '-ss',
    at,
    '-f',
    'mov',
    '-i',
    film,
    '-frames:v',
    '1',
    '-f',
    'image2',
    '-c:v',
    'mjpeg',
  ];
  await runFfmpeg(run.program, [...args, '-q:v', '3', '-y', into], { signal: run.signal });
}
