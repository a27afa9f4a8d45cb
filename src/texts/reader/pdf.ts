import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Unreadable } from '../problem.ts';
import type { Said } from './said.ts';

const mostPages = 2000;

// The package wants it before it does anything, for drawing, which nobody does here.
Object.assign(globalThis, { DOMMatrix: Object });

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** It may reach nothing but tables that tell which signs of Chinese, Japanese and Korean are meant. */
const ways = {
  cMapUrl: join(folder, 'cmaps/'),
  cMapPacked: true,
  standardFontDataUrl: join(folder, 'standard_fonts/'),
  disableFontFace: true,
  isEvalSupported: false,
  isOffscreenCanvasSupported: false,
  useSystemFonts: false,
  verbosity: 0,
};

const isLocked = (cause: unknown) => cause instanceof Error && cause.name === 'PasswordException';

/** Reads page after page. @throws Unreadable where it opens by a password alone */
export async function readPdf(path: string, said: Said): Promise<void> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const data = new Uint8Array(await readFile(path));
  const opening = getDocument({ ...ways, data }).promise;
  const pages = await opening.catch((cause: unknown) => {
    throw isLocked(cause) ? new Unreadable('locked') : cause;
  });
  for (let no = 1; no <= Math.min(pages.numPages, mostPages) && !said.isFull; no += 1) {
    const page = await pages.getPage(no);
    const { items } = await page.getTextContent();
    for (const item of items) if ('str' in item) said.add(item.hasEOL ? `${item.str}\n` : item.str);
    said.add('\n');
    page.cleanup();
  }
}
