import sharp from 'sharp';
import { FileRefused } from './file.ts';

/** All pixels of all its frames; a head that promises more is not believed. */
const mostPixels = 40_000_000;
/** Wider or higher is more than any page shows. */
const mostAcross = 2400;
const limitSeconds = 30;
/** A picture being drawn takes much memory. */
const atOnce = 2;

// Of all that the library reads, nothing but these: no SVG, no PDF.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});
sharp.cache(false);

export interface Drawn {
  mediaType: string;
  width: number;
  height: number;
}

const waiting: (() => void)[] = [];
let drawing = 0;

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (drawing >= atOnce) await new Promise<void>((next) => waiting.push(next));
  drawing += 1;
  try {
    return await work();
  } finally {
    drawing -= 1;
    waiting.shift()?.();
  }
}

/** The frames that are kept: all of them, or the first where all would be too many. */
async function framesOf(path: string): Promise<number> {
  const {
    width,
    height,
    pageHeight,
    pages = 1,
  } = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new FileRefused('broken', { cause });
    });
  const pixels = width * (pageHeight ?? height);
  if (pixels > mostPixels) throw new FileRefused('pixels');
  return pixels * pages > mostPixels ? 1 : pages;
}

const outputs = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
} as const;

function isOutput(mediaType: string): mediaType is keyof typeof outputs {
  return mediaType in outputs;
}

/**
 * Draws the picture anew, upright and not too large, so that nothing else of the file is left: no place, no
 * camera, no words between its pixels.
 *
 * @throws FileRefused when it is no whole picture, or would fill the memory
 */
export function redraw(
  from: string,
  to: string,
  { mediaType: given, across = mostAcross }: { mediaType: string; across?: number | undefined },
): Promise<Drawn> {
  return oneOfFew(async () => {
    const pages = await framesOf(from);
    const mediaType = isOutput(given) ? given : 'image/webp';
    try {
      const picture = sharp(from, { limitInputPixels: mostPixels, failOn: 'error', pages })
        .timeout({ seconds: limitSeconds })
        .autoOrient()
        .resize({ width: across, height: across, fit: 'inside', withoutEnlargement: true })
        .toFormat(outputs[mediaType]);
      const { width, height, pageHeight } = await picture.toFile(to);
      return { mediaType, width, height: pageHeight ?? height };
    } catch (cause) {
      throw new FileRefused('broken', { cause });
    }
  });
}
