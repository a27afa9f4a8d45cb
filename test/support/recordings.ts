import type { Chosen } from './files.ts';

const copy = (bytes: Buffer) => new Uint8Array(bytes);

/** The least that is taken for a film. */
export const film = (name = 'ward.mp4'): Chosen => ({
  name,
  bytes: copy(
    Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2'), Buffer.alloc(500)]),
  ),
});

const samplesPerSecond = 4000;

/** Silence that plays, so many seconds long. */
export function silence(seconds: number, name = 'round.wav'): Chosen {
  const size = seconds * samplesPerSecond;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + size, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(size, 40);
  return { name, bytes: copy(Buffer.concat([head, Buffer.alloc(size, 128)])) };
}

/** What is said in them. */
export const webVtt = `WEBVTT

00:00:01.000 --> 00:00:04.000
Welcome, everybody.

00:00:12.500 --> 00:00:15.000 align:start
<v Ana>Who has the keys?

00:01:05.000 --> 00:01:09.000
Nobody &amp; everybody.
`;

export const subRip = `1
00:00:01,000 --> 00:00:04,000
{\\an8}<font color="#ff0000">Willkommen</font>

2
00:00:12,500 --> 00:00:15,000
<i>Wer hat</i> die Schlüssel?
`;
