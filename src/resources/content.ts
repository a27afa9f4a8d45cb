import { filePaths, kindWord } from '../files/index.ts';
import { languageNames } from '../web/index.ts';
import type { playerOf } from './recording.ts';
import type { Resource } from './resource.ts';

/** What a page of a resource shows of the link or the file that it is. */
export function contentOf(
  { language, url, preview, file: given }: Resource,
  { player, spoken }: { player: Awaited<ReturnType<typeof playerOf>>; spoken: string },
) {
  const file = player?.made ?? given;
  return {
    player,
    picture: preview?.pictureId && filePaths.file(preview.pictureId),
    host: url && new URL(url).host,
    file: file && { ...file, path: filePaths.file(file.id), kind: kindWord(file.mediaType) },
    languages: language ? languageNames(spoken, [language]) : [],
  };
}
