import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { FileRefused } from './file.ts';
import { endingOf } from './name.ts';

/** A kind of file that is taken. */
export interface FileKind {
  mediaType: string;
  /** The endings its names have; the first is added to a name with none of them. */
  endings: readonly [string, ...string[]];
}

const office = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';

const kind = (mediaType: string, first: string, ...others: string[]): FileKind => ({
  mediaType,
  endings: [first, ...others],
});

/** By what their first bytes say; only these are taken. */
const kinds: Record<string, FileKind> = {
  'image/jpeg': kind('image/jpeg', 'jpg', 'jpeg', 'jpe', 'jfif'),
  'image/png': kind('image/png', 'png'),
  'image/apng': kind('image/png', 'png', 'apng'),
  'image/gif': kind('image/gif', 'gif'),
  'image/webp': kind('image/webp', 'webp'),
  'image/avif': kind('image/avif', 'avif'),
  'audio/mpeg': kind('audio/mpeg', 'mp3'),
  'audio/mp4': kind('audio/mp4', 'm4a', 'mp4'),
  'audio/x-m4a': kind('audio/mp4', 'm4a'),
  'audio/aac': kind('audio/aac', 'aac'),
  'audio/ogg': kind('audio/ogg', 'ogg', 'oga', 'opus'),
  'audio/ogg; codecs=opus': kind('audio/ogg', 'opus', 'ogg', 'oga'),
  'audio/wav': kind('audio/wav', 'wav'),
  'audio/flac': kind('audio/flac', 'flac'),
  'video/mp4': kind('video/mp4', 'mp4', 'm4v', 'm4a'),
  'video/x-m4v': kind('video/mp4', 'm4v', 'mp4'),
  'video/webm': kind('video/webm', 'webm', 'weba'),
  'video/quicktime': kind('video/quicktime', 'mov', 'qt'),
  'video/ogg': kind('video/ogg', 'ogv', 'ogg'),
  'application/pdf': kind('application/pdf', 'pdf'),
  'application/rtf': kind('application/rtf', 'rtf'),
  'application/epub+zip': kind('application/epub+zip', 'epub'),
  'application/zip': kind('application/zip', 'zip'),
  [`${office}.wordprocessingml.document`]: kind(`${office}.wordprocessingml.document`, 'docx'),
  [`${office}.spreadsheetml.sheet`]: kind(`${office}.spreadsheetml.sheet`, 'xlsx'),
  [`${office}.presentationml.presentation`]: kind(
    `${office}.presentationml.presentation`,
    'pptx',
    'ppsx',
  ),
  [`${open}.text`]: kind(`${open}.text`, 'odt'),
  [`${open}.spreadsheet`]: kind(`${open}.spreadsheet`, 'ods'),
  [`${open}.presentation`]: kind(`${open}.presentation`, 'odp'),
};

/** What older office programs wrote begins alike, also where it is something else: here the name has to tell. */
const compound = 'application/x-cfb';
const olderOffice: Record<string, FileKind> = {
  doc: kind('application/msword', 'doc'),
  xls: kind('application/vnd.ms-excel', 'xls'),
  ppt: kind('application/vnd.ms-powerpoint', 'ppt'),
};

/** A container of film that holds sound alone says so by its name: what is in it plays either way. */
const soundEndings: Record<string, FileKind> = {
  weba: kind('audio/webm', 'weba'),
  m4a: kind('audio/mp4', 'm4a'),
};

/** What is text may be called anything that no browser takes for a page. */
const textEndings = new Set(
  'txt text md markdown csv tsv log tex bib json yaml yml toml ini srt vtt ics r rmd py ipynb java c h cpp cs go rs rb pl php swift kt sql sh ts css'.split(
    ' ',
  ),
);
/** What a browser would run. */
const programs = new Set(
  'html htm xhtml xht shtml mhtml svg svgz xml xsl xslt js mjs hta'.split(' '),
);

/** Bytes that no text holds. */
const isControl = (byte: number) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte);

/** Read piece by piece: a text may be as large as any file. */
async function hasControl(path: string): Promise<boolean> {
  const content: AsyncIterable<Buffer> = createReadStream(path);
  for await (const piece of content) if (piece.some(isControl)) return true;
  return false;
}

async function textKind(path: string, ending: string): Promise<FileKind> {
  if (await hasControl(path)) throw new FileRefused(programs.has(ending) ? 'program' : 'kind');
  if (programs.has(ending)) throw new FileRefused('program');
  if (ending !== '' && !textEndings.has(ending)) throw new FileRefused('mismatch');
  return kind('text/plain', 'txt', ...textEndings);
}

/**
 * What a file is, by what is in it. Nothing is unpacked: only what a head says is read.
 *
 * @throws FileRefused when it is of no kind that is taken, or its name promises another
 */
export async function kindOf(path: string, name: string): Promise<FileKind> {
  const ending = endingOf(name);
  const found = await fileTypeFromFile(path).catch(() => undefined);
  // Captions and calendars say what they are in their first line, and are text all the same.
  if (!found || found.mime.startsWith('text/')) return textKind(path, ending);
  if (programs.has(ending) || found.mime === 'application/xml') throw new FileRefused('program');
  const known = found.mime === compound ? olderOffice[ending] : kinds[found.mime];
  const sound = soundEndings[ending];
  if (known && sound && known.endings.includes(ending)) return sound;
  if (!known) throw new FileRefused('kind');
  return known;
}

/** The name with an ending that says what the file is, whatever it said before. */
export function nameFor({ endings }: FileKind, name: string): string {
  return endings.includes(endingOf(name)) ? name : `${name}.${endings[0]}`;
}
