import { buffer } from 'node:stream/consumers';
import { createDeflate, deflateSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Chosen } from './files.ts';

const chosen = (name: string, bytes: Buffer): Chosen => ({ name, bytes: new Uint8Array(bytes) });

/** A ZIP of these parts, in their order. */
async function zipOf(parts: Record<string, string | Readable>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(parts)) {
    if (typeof content !== 'string') zip.addReadStream(content, path);
    // What an OpenDocument file is, stands in it as it is.
    else zip.addBuffer(Buffer.from(content), path, { compress: path !== 'mimetype' });
  }
  zip.end();
  return buffer(zip.outputStream);
}

const microsoft = 'application/vnd.openxmlformats-officedocument';

const types = (part: string, type: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/${part}" ContentType="${microsoft}.${type}.main+xml"/></Types>`;

/** What a word processor writes: with a deletion that somebody follows, and a box for older programs and newer ones. */
export const wordFile = async (words: string, name = 'minutes.docx'): Promise<Chosen> =>
  chosen(
    name,
    await zipOf({
      '[Content_Types].xml': types('word/document.xml', 'wordprocessingml.document'),
      'word/document.xml': `<w:document><w:body><w:p><w:r><w:t>${words.slice(0, 4)}</w:t></w:r><w:r><w:t>${words.slice(4)}</w:t></w:r></w:p>
<w:p><w:del><w:r><w:delText>strickenword</w:delText></w:r></w:del></w:p>
<mc:AlternateContent><mc:Choice><w:t>boxed</w:t></mc:Choice><mc:Fallback><w:t>boxed</w:t></mc:Fallback></mc:AlternateContent></w:body></w:document>`,
      'word/footnotes.xml': '<w:footnotes><w:p><w:t>footnoteword</w:t></w:p></w:footnotes>',
      'word/comments.xml': '<w:comments><w:p><w:t>commentword</w:t></w:p></w:comments>',
    }),
  );

const slide = (words: string) => `<p:sld><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:sld>`;

export const slidesFile = async (words: string): Promise<Chosen> =>
  chosen(
    'talk.pptx',
    await zipOf({
      '[Content_Types].xml': types('ppt/presentation.xml', 'presentationml.presentation'),
      'ppt/presentation.xml': '<p:presentation/>',
      'ppt/slides/slide10.xml': slide('the tenth'),
      'ppt/slides/slide2.xml': slide(words),
      'ppt/notesSlides/notesSlide2.xml': slide('Said besides'),
    }),
  );

export const sheetFile = async (words: string): Promise<Chosen> =>
  chosen(
    'table.xlsx',
    await zipOf({
      '[Content_Types].xml': types('xl/workbook.xml', 'spreadsheetml.sheet'),
      'xl/workbook.xml': '<workbook/>',
      'xl/sharedStrings.xml': `<sst><si><t>${words}</t><rPh><t> readingaid</t></rPh></si></sst>`,
      'xl/worksheets/sheet1.xml':
        '<worksheet><c><v>4711</v></c><c t="inlineStr"><is><t>inlineword</t></is></c></worksheet>',
    }),
  );

/** @param as what is written: `text`, `presentation` or `spreadsheet` */
export const openFile = async (
  name: string,
  as: string,
  words: string,
  manifest = '<manifest:manifest/>',
): Promise<Chosen> =>
  chosen(
    name,
    await zipOf({
      mimetype: `application/vnd.oasis.opendocument.${as}`,
      'content.xml': `<office:document-content><office:body><text:p>${words.replace(' ', '<text:s/>')}<office:annotation> <text:p>commentword</text:p></office:annotation></text:p></office:body></office:document-content>`,
      'META-INF/manifest.xml': manifest,
    }),
  );

/** An OpenDocument file that a password opens. */
export const lockedOpenFile = (): Promise<Chosen> =>
  openFile(
    'locked.odt',
    'text',
    'ciphertext here',
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
  );

/** A book, with what only a program reads, and what only those read who bought it where it is locked. */
export const bookFile = async (
  words: string,
  locks: Record<string, string> = {},
): Promise<Chosen> =>
  chosen(
    'book.epub',
    await zipOf({
      mimetype: 'application/epub+zip',
      ...locks,
      'OEBPS/content.opf': '<package/>',
      'OEBPS/one.xhtml': `<html><head><title>commentword</title><script src="a.js"/></head><body><h1>${words}</h1><p>caf&eacute;<br/>table</p></body></html>`,
    }),
  );

/** One that a shop sold. */
export const lockedBook = (): Promise<Chosen> =>
  bookFile('ciphertext', { 'META-INF/rights.xml': '<rights/>' });

/** A document whose words unpack to more than anybody reads. */
export const swollenWordFile = async (): Promise<Chosen> => {
  const piece = Buffer.alloc(10_000_000, '<w:x/>    ');
  return chosen(
    'swollen.docx',
    await zipOf({
      '[Content_Types].xml': types('word/document.xml', 'wordprocessingml.document'),
      'word/document.xml': Readable.from(Array.from({ length: 25 }, () => piece)),
    }),
  );
};

function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  const bodies = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`);
  const head = '%PDF-1.7\n';
  const places = bodies.map((_, index) => head.length + bodies.slice(0, index).join('').length);
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const body = head + bodies.join('');
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

const streamOf = (content: string, filter = '') =>
  `<< /Length ${content.length} ${filter} >>\nstream\n${content}\nendstream`;

const onePage = (content: string, font: readonly string[]) => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
  content,
  ...font,
];

const helvetica = ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
const shown = (...lines: string[]) =>
  `BT /F 12 Tf 10 150 Td ${lines.map((line) => `(${line}) Tj 0 -14 Td`).join(' ')} ET`;

/** A page that says this, in so many lines. */
export const pdfFile = (...lines: string[]): Chosen =>
  chosen('guide.pdf', pdfOf(onePage(streamOf(shown(...lines)), helvetica)));

/** A page in Chinese, in a font that its reader is taken to have. */
export const chinesePdf = (words: string): Chosen => {
  const codes = Buffer.from(words, 'utf16le').swap16().toString('hex');
  const system = '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>';
  const font = [
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light ${system} /FontDescriptor 7 0 R >>`,
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  return chosen('zh.pdf', pdfOf(onePage(streamOf(`BT /F 12 Tf <${codes}> Tj ET`), font)));
};

/** One that a password opens. */
export const lockedPdf = (): Chosen => {
  const key = '00'.repeat(32);
  const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >> /ID [<00> <00>]`;
  const objects = onePage(streamOf(shown('behind a lock')), helvetica);
  return chosen('locked.pdf', pdfOf(objects, lock));
};

/** One whose end is lost, with all that says where its parts are. */
export const brokenPdf = (): Chosen =>
  chosen('broken.pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 9 0 R'));

/** One whose only page unpacks to twelve hundred million blanks. */
export const swollenPdf = async (): Promise<Chosen> => {
  const piece = Buffer.alloc(20_000_000, ' ');
  const deflating = Readable.from(Array.from({ length: 60 }, () => piece)).pipe(createDeflate());
  const once = await buffer(deflating);
  const twice = deflateSync(once).toString('latin1');
  const filter = '/Filter [/FlateDecode /FlateDecode]';
  return chosen('swollen.pdf', pdfOf(onePage(streamOf(twice, filter), helvetica)));
};
