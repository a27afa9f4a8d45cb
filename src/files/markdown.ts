import { isPicture, type StoredFile } from './file.ts';
import { filePaths } from './paths.ts';

// What Markdown would take for more than a character.
const signs = /[\\[\]*_`<>$~:&|!]/g;

/** The words that stand for a file in what somebody writes. A picture is described by its name until somebody does better. */
export function markdownOf(file: Pick<StoredFile, 'id' | 'name' | 'mediaType'>): string {
  const words = (isPicture(file) ? file.name.replace(/\.[^.]+$/, '') : file.name).replaceAll(
    signs,
    '\\$&',
  );
  return `${isPicture(file) ? '!' : ''}[${words}](${filePaths.file(file.id)})`;
}

const named = /\]\(\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;
/** More than a post of the longest kind has words for. */
const most = 300;

/** The files that something written names, each once. */
export function filesNamedIn(source: string): string[] {
  return [...new Set([...source.matchAll(named)].map(([, id = '']) => id))].slice(0, most);
}
