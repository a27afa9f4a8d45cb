import { Unreadable, type Problem } from '../problem.ts';
import {
  books,
  openDocument,
  readOffice,
  sheets,
  slides,
  wordProcessing,
  type OfficeKind,
} from './office.ts';
import { readPdf } from './pdf.ts';
import { readPlain } from './plain.ts';
import { Said } from './said.ts';
import { tidy } from './tidy.ts';

type Reader = (path: string, said: Said) => Promise<void>;

const office =
  (kind: OfficeKind): Reader =>
  (path, said) =>
    readOffice(kind, path, said);
const microsoft = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';

/** The same kinds that the database notes as those to be read. */
const readers: Record<string, Reader> = {
  'text/plain': readPlain,
  'application/pdf': readPdf,
  'application/epub+zip': office(books),
  [`${microsoft}.wordprocessingml.document`]: office(wordProcessing),
  [`${microsoft}.presentationml.presentation`]: office(slides),
  [`${microsoft}.spreadsheetml.sheet`]: office(sheets),
  [`${open}.text`]: office(openDocument),
  [`${open}.presentation`]: office(openDocument),
  [`${open}.spreadsheet`]: office(openDocument),
};

/** What a file says, or why that cannot be found out. Whatever else is wrong with it, it is damaged. */
export async function read(
  path: string,
  mediaType: string,
): Promise<{ text: string } | { problem: Problem }> {
  const said = new Said();
  try {
    await readers[mediaType]?.(path, said);
    return { text: tidy(said.text) };
  } catch (cause) {
    return { problem: cause instanceof Unreadable ? cause.problem : 'damaged' };
  }
}
