import { spawnSync } from 'node:child_process';

/** Where Debian keeps it. */
export const ffmpeg = '/usr/bin/ffmpeg';

function run(args: string[], input?: Uint8Array): { bytes: Buffer; said: string } {
  const limits = { maxBuffer: 64 * 1024 * 1024, ...(input && { input }) };
  const { stdout, stderr } = spawnSync(ffmpeg, ['-hide_banner', '-nostdin', ...args], limits);
  return { bytes: stdout, said: stderr.toString() };
}

const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=15'];
const live = ['-live', '1', '-f', 'webm', 'pipe:1'];
const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440'];

/** A film as a browser records it: it does not say how long it is. */
export function recordedFilm(seconds: number): Uint8Array<ArrayBuffer> {
  const codecs = ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'];
  const args = [...picture, ...sound, '-t', String(seconds), ...codecs, ...live];
  return new Uint8Array(run(args).bytes);
}

export function recordedVoice(seconds: number): Uint8Array<ArrayBuffer> {
  const args = [...sound, '-t', String(seconds), '-c:a', 'libopus', ...live];
  return new Uint8Array(run(args).bytes);
}

/** What ffmpeg says of a file: its length in seconds, where it says one, and what is in it. */
export function factsOf(path: string): { seconds: number | null; said: string } {
  const { said } = run(['-i', path]);
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(said) ?? [];
  const isKnown = seconds !== undefined;
  return {
    seconds: isKnown ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : null,
    said,
  };
}
