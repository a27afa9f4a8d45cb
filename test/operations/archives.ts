import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

/** The lines of an archive, as text. */
export const linesOf = (path: string) =>
  gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');

const packed = (lines: readonly string[]) => gzipSync(`${lines.join('\n')}\n`);

/** A row of posts; what is searched holds the same words, without their HTML. */
const isPost = (line: string) => line.startsWith('["') && line.includes('<p>said-');

function withHeader([header = '', ...rest]: string[], change: object): Buffer {
  return packed([JSON.stringify({ ...JSON.parse(header), ...change }), ...rest]);
}

const migrationsOf = ([header = '']: string[]): object[] => JSON.parse(header).migrations;

/** An archive gone bad in one way, and what is said of it. */
export interface BadArchive {
  what: string;
  words: RegExp;
  make: (bytes: Buffer, lines: string[]) => Buffer;
}

/** The one that only counting finds. */
export const withoutOnePost: BadArchive = {
  what: 'with a post missing',
  words: /^The archive is damaged: rows of posts are missing or changed\. Nothing was restored\.$/m,
  make: (_, lines) => packed(lines.toSpliced(lines.findIndex(isPost), 1)),
};

export const badArchives: BadArchive[] = [
  withoutOnePost,
  {
    what: 'that is cut short',
    words: /^The archive is damaged: it does not unpack\. Nothing was restored\.$/m,
    make: (bytes) => bytes.subarray(0, bytes.length / 2),
  },
  {
    what: 'that lost the checksum at its end',
    words: /^The archive is damaged: it does not unpack\./,
    make: (bytes) => bytes.subarray(0, -8),
  },
  {
    what: 'with a bit changed',
    words: /^The archive is damaged: /,
    make: (bytes) => {
      const changed = Buffer.from(bytes);
      const middle = Math.floor(bytes.length / 2);
      changed.writeUInt8(changed.readUInt8(middle) ^ 0x10, middle);
      return changed;
    },
  },
  {
    what: 'with a word changed',
    words: /^The archive is damaged: rows of posts are missing or changed\./,
    make: (_, lines) =>
      packed(lines.map((line) => (isPost(line) ? line.replace('said-', 'told-') : line))),
  },
  {
    what: 'with a value that is none',
    words: /^The archive is damaged: it holds what no database can\./,
    make: (_, lines) =>
      packed(lines.map((line) => (isPost(line) ? line.replace(/[0-9a-f-]{36}/, 'x') : line))),
  },
  {
    what: 'without its end',
    words: /^The archive is damaged: its end is missing\./,
    make: (_, lines) => packed(lines.slice(0, -1)),
  },
  {
    what: 'with more after its end',
    words: /^The archive is damaged: there is more after its end\./,
    make: (_, lines) => packed([...lines, '["one more"]']),
  },
  {
    what: 'that is a letter',
    words: /^The archive is damaged: it does not unpack\./,
    make: () => Buffer.from('Dear Ana, …'),
  },
  {
    what: 'that is something else',
    words: /^This is no archive of Guildhall\.$/m,
    make: () => packed(['{"kind":"letter"}']),
  },
  {
    what: 'with a migration this program does not know',
    words: /^The archive is newer than this program \(it has 9999_later\.sql\)\.$/m,
    make: (_, lines) => {
      const later = { number: 9999, name: '9999_later.sql', checksum: 'x' };
      return withHeader(lines, { migrations: [...migrationsOf(lines), later] });
    },
  },
  {
    what: 'of a later format',
    words: /^The archive was made by a newer program than this\.$/m,
    make: (_, lines) => withHeader(lines, { format: 2 }),
  },
];

/** Older than the program that restores it, by one migration. */
export const withoutLastMigration = (lines: string[]) =>
  withHeader(lines, { migrations: migrationsOf(lines).slice(0, -1) });
