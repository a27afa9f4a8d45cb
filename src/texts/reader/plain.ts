import { readFile } from 'node:fs/promises';
import type { Said } from './said.ts';

/** What is no UTF-8 comes from older programs of the western half of the world, more often than not. */
const olderEncoding = 'windows-1252';

/** It may end in the middle of a character. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder(olderEncoding).decode(bytes);
  }
}

const isCaptions = (text: string) => /^\s*(?:\d+:)?\d+:\d+[.,]\d+[ \t]+-->/m.test(text);

/** What is said while WebVTT or SRT is shown, without when. */
const spoken = (text: string) =>
  text.replace(/^\s*WEBVTT.*/, '').replaceAll(/^(?:\d+\r?\n)?.*-->.*$|<[^<>]*>/gm, ' ');

/** Reads a plain text, Markdown, a table with commas, or captions. */
export async function readPlain(path: string, said: Said): Promise<void> {
  const text = decoded(await readFile(path));
  said.add(isCaptions(text) ? spoken(text) : text);
}
