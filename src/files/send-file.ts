import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { rangeIn } from './byte-range.ts';
import { isPicture, type StoredFile } from './file.ts';
import type { ByteRange, Storage } from './storage.ts';

/** The rights are asked for at every request; a browser need not ask again at once. */
const cacheControl = 'private, max-age=600';

/** Nothing in it runs, whatever a browser takes it for. */
const contentSecurity = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'";

/** What a page may hold: pictures, which were drawn anew, and what only plays. */
function isInline(file: StoredFile): boolean {
  return isPicture(file) || /^(audio|video)\//.test(file.mediaType);
}

function setHeaders(res: Response, file: StoredFile): void {
  const type = isInline(file) ? 'inline' : 'attachment';
  const charset = file.mediaType === 'text/plain' ? '; charset=utf-8' : '';
  res.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': cacheControl,
    'Content-Disposition': contentDisposition(file.name, { type }),
    'Content-Security-Policy': contentSecurity,
    ETag: tagOf(file),
    'Last-Modified': file.createdAt.toUTCString(),
  });
  // Set as it is: Express would add a charset to what it takes for text.
  res.setHeader('Content-Type', `${file.mediaType}${charset}`);
}

const tagOf = ({ sha256 }: StoredFile) => `"${sha256}"`;
const tagsIn = (header: string) => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
/** Headers tell moments by the second. */
const seconds = (ms: number) => Math.floor(ms / 1000);
const isAfter = ({ createdAt }: StoredFile, header: string | undefined) =>
  seconds(createdAt.getTime()) > seconds(Date.parse(header ?? ''));

/** Whether the browser asks for a state that is none of this. @see [RFC 9110, 13.1.1 and 13.1.4](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1) */
function isAnotherState(req: Request, file: StoredFile): boolean {
  const match = req.get('if-match');
  if (match === undefined) return isAfter(file, req.get('if-unmodified-since'));
  const isWeak = /^\s*W\//.test(match);
  return match.trim() !== '*' && (isWeak || !tagsIn(match).includes(tagOf(file)));
}

/** Whether the browser has it already. @see [RFC 9110, 13.1.2 and 13.1.3](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2) */
function isKnown(req: Request, file: StoredFile): boolean {
  const match = req.get('if-none-match');
  if (match !== undefined) return match.trim() === '*' || tagsIn(match).includes(tagOf(file));
  const since = Date.parse(req.get('if-modified-since') ?? '');
  return !Number.isNaN(since) && !isAfter(file, req.get('if-modified-since'));
}

/** Whether the part that is asked for is one of this state. @see [RFC 9110, 13.1.5](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5) */
function isPartOfThis(req: Request, file: StoredFile): boolean {
  const known = req.get('if-range');
  return known === undefined || known === tagOf(file) || known === file.createdAt.toUTCString();
}

interface Outcome {
  status: 200 | 206 | 304 | 412 | 416;
  part: ByteRange | null;
}

/** In the order of precedence that [RFC 9110, 13.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2) lays down. */
function outcomeOf(req: Request, file: StoredFile): Outcome {
  if (isAnotherState(req, file)) return { status: 412, part: null };
  if (isKnown(req, file)) return { status: 304, part: null };
  // A part is defined for GET alone.
  const hasPart = req.method === 'GET' && isPartOfThis(req, file);
  const part = hasPart ? rangeIn(req.get('range'), file.sizeBytes) : null;
  if (part === 'unsatisfiable') return { status: 416, part: null };
  return { status: part ? 206 : 200, part };
}

/**
 * Answers with a file that whoever asks may read: all of it, a part, or that they have it.
 *
 * @throws ContentMissing before anything was answered
 */
export async function sendFile(
  { req, res }: { req: Request; res: Response },
  storage: Storage,
  file: StoredFile,
): Promise<void> {
  const { status, part } = outcomeOf(req, file);
  const { first, last } = part ?? { first: 0, last: file.sizeBytes - 1 };
  const hasBody = status < 300 && req.method === 'GET';
  const content = hasBody ? await storage.open(file, part ?? undefined) : null;
  setHeaders(res, file);
  res.status(status);
  if (status === 416) res.set('Content-Range', `bytes */${file.sizeBytes}`);
  if (part) res.set('Content-Range', `bytes ${first}-${last}/${file.sizeBytes}`);
  if (status < 300) res.set('Content-Length', String(last - first + 1));
  if (!content) {
    res.end();
    return;
  }
  // Whoever hangs up has seen enough.
  await pipeline(content, res).catch(() => {});
}
