import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { tidyFiles } from '../../src/files/index.ts';
import { createJobs } from '../../src/jobs/index.ts';
import { registerTextJobs } from '../../src/texts/index.ts';
import { createLog } from '../../src/web/index.ts';
import { until } from '../jobs/queue-house.ts';
import {
  bookFile,
  brokenPdf,
  chinesePdf,
  lockedBook,
  lockedOpenFile,
  lockedPdf,
  openFile,
  pdfFile,
  sheetFile,
  slidesFile,
  swollenPdf,
  swollenWordFile,
  wordFile,
} from '../support/documents.ts';
import { textFile, type Chosen } from '../support/files.ts';
import { replaceFile, shareFile } from '../support/library.ts';
import { film } from '../support/recordings.ts';
import { foundAt, readTexts } from '../support/texts.ts';
import { tutors } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let cleo: Visitor;
let emil: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  [ana, ben, cleo] = [await world.ana(), await world.ben(), await world.cleo()];
  const person = { sub: 'person-emil', given: 'Emil', family: 'Roth', email: 'emil@lms.test' };
  emil = await world.launch({ person, role: 'learner', course: tutors });
});
afterAll(() => world.close());

const share = (file: Chosen) => shareFile(world, ben, home, file);

const found = (who: Visitor, words: string, where = `${home}/search`) => foundAt(who, where, words);

const within = <T>(work: Parameters<typeof world.house.database.within<T>>[1]) =>
  world.house.database.within(world.organizationId, work);

/** What was kept of the latest content that was read. */
const kept = () =>
  within((tx) =>
    tx
      .selectFrom('fileTexts')
      .select(['body', 'problem', 'readAt'])
      .orderBy('notedAt', 'desc')
      .orderBy('readAt', 'desc')
      .executeTakeFirstOrThrow(),
  );

describe('a word inside a file', () => {
  const kinds: [string, () => Chosen | Promise<Chosen>][] = [
    ['a PDF', () => pdfFile('The king-', 'fisher protocol for drafts')],
    ['a Word document', () => wordFile('The kingfisher protocol for drafts')],
    ['slides', () => slidesFile('The kingfisher protocol for drafts')],
    ['a sheet', () => sheetFile('The kingfisher protocol for drafts')],
    ['an OpenDocument text', () => openFile('a.odt', 'text', 'The kingfisher protocol')],
    ['an OpenDocument talk', () => openFile('a.odp', 'presentation', 'The kingfisher protocol')],
    ['an OpenDocument sheet', () => openFile('a.ods', 'spreadsheet', 'The kingfisher protocol')],
    ['a book', () => bookFile('The kingfisher protocol for drafts')],
    ['Markdown', () => textFile('notes.md', '# The *kingfisher* protocol')],
    ['a table', () => textFile('notes.csv', 'The,kingfisher,protocol')],
    [
      'captions',
      () => textFile('a.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nThe <b>kingfisher</b>\nprotocol'),
    ],
  ];

  it.each(kinds)('finds %s, once it was read', async (_, make) => {
    const path = await share(await make());
    expect(await found(ben, 'kingfishers')).toEqual([]);
    await readTexts(world);
    const [first = '', ...more] = await found(ben, 'kingfishers');

    expect(more).toEqual([]);
    expect(first).toContain('In the file');
    expect(first).toContain('<mark>kingfisher</mark>');
    expect(first).not.toContain('--&gt;');
    expect(await found(cleo, 'kingfisher', '/search')).toEqual([]);

    await ben.press(await ben.get(path), `${path}/standing`, { standing: 'withdrawn' });
    expect(await found(ben, 'kingfisher')).toEqual([]);
    expect(await found(ana, 'kingfisher')).toEqual([]);
  });

  it('is one that whoever opens the file sees: no comment, nothing stricken, no aid', async () => {
    await share(await wordFile('The heron protocol'));
    await share(await sheetFile('The heron table'));
    await share(await openFile('a.odt', 'text', 'The heron text'));
    await share(await bookFile('The heron book'));
    await readTexts(world);

    expect(await found(ben, 'heron')).toHaveLength(4);
    expect((await found(ben, 'cafe'))[0]).toContain('<mark>café</mark>');
    expect(await found(ben, 'footnoteword')).toHaveLength(1);
    expect(await found(ben, 'inlineword')).toHaveLength(1);
    for (const unseen of ['commentword', 'strickenword', 'readingaid', '4711'])
      expect(await found(ben, unseen)).toEqual([]);
  });

  it('is found in Chinese, in German by its other forms, and without accents in older texts', async () => {
    await share(chinesePdf('经验教训'));
    await share(textFile('haus.txt', 'Die Häuser sind für die Gäste offen und das ist nicht neu'));
    await share({
      name: 'older.txt',
      bytes: new Uint8Array(Buffer.from('La réunion est à midi dans les locaux', 'latin1')),
    });
    await readTexts(world);

    expect((await found(ben, '教训'))[0]).toContain('<mark>教</mark><mark>训</mark>');
    expect((await found(ben, 'Haus'))[0]).toContain('<mark>Häuser</mark>');
    expect((await found(ben, 'reunions'))[0]).toContain('<mark>réunion</mark>');
  });

  it('is shown where most of what is sought stands together, and only where nothing nearer tells it', async () => {
    const filling = 'and so on '.repeat(3000);
    await share(textFile('long.txt', `A pelican. ${filling} The pelican lagoon. ${filling}`));
    await readTexts(world);

    const [both = ''] = await found(ben, 'pelican lagoon');
    expect(both).toContain('<mark>lagoon</mark>');
    const [told = ''] = await found(ben, 'checklist handover');
    expect(told).not.toContain('In the file');
  });

  it('is found by phrases, and never before what says it in its title', async () => {
    await share(textFile('egret.txt', 'The egret egret egret stands still'));
    const titled = await share(textFile('other.txt', 'Nothing'));
    await within((tx) =>
      sql`update resources set title = 'An egret' where id = ${titled.split('/').at(-1)}`.execute(
        tx,
      ),
    );
    await readTexts(world);

    expect(await found(ben, '"egret stands still"')).toHaveLength(1);
    expect(await found(ben, '"still stands egret"')).toEqual([]);
    expect((await found(ben, 'egret'))[0]).toContain('An <mark>egret</mark>');
  });

  it('is found only while the file is the newest of its resource', async () => {
    const path = await share(textFile('one.txt', 'The avocet list'));
    await readTexts(world);
    await replaceFile(world, ben, path, { file: textFile('two.txt', 'The dunlin list') });

    expect(await found(ben, 'avocet')).toEqual([]);
    await readTexts(world);
    expect(await found(ben, 'dunlin')).toHaveLength(1);
    expect(await found(ben, 'avocet')).toEqual([]);
  });

  it('is found at once where the same content was read before', async () => {
    await share(textFile('one.txt', 'The turnstone list'));
    await readTexts(world);
    await share(textFile('again.txt', 'The turnstone list'));

    expect(await found(ben, 'turnstone')).toHaveLength(2);
  });

  it('goes with the content', async () => {
    await share(textFile('gone.txt', 'The plover list'));
    await readTexts(world);
    await within(async (tx) => {
      const held = sql`(select files.id from files join file_texts using (organization_id, sha256)
        where file_texts.body like '%plover%')`;
      await sql`update resources set file_id = null, kind = 'link', url = 'https://a.test' where file_id in ${held}`.execute(
        tx,
      );
      await sql`delete from file_uses where file_id in ${held}`.execute(tx);
    });
    const later = () => new Date(Date.now() + 2 * 86_400_000);
    const { database: db, files } = world.house;
    await tidyFiles({ db, files, now: later }).work({}, new AbortController().signal);

    expect(await found(ben, 'plover')).toEqual([]);
    const left = await within((tx) =>
      tx.selectFrom('fileTexts').select('sha256').where('body', 'like', '%plover%').execute(),
    );
    expect(left).toEqual([]);
  });
});

describe('what is said in captions', () => {
  it('is shown where it says what was sought', async () => {
    const path = await shareFile(world, ben, home, film());
    const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>The gannet dives';
    await ben.press(await ben.get(`${path}/captions`), `${path}/captions`, {
      language: 'en',
      captions,
    });
    const [first = ''] = await found(ben, 'gannets');

    expect(first).toContain('In the captions');
    expect(first).toContain('The <mark>gannet</mark> dives');
    expect(await found(cleo, 'gannet', '/search')).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  const bad: [string, string, string, () => Chosen | Promise<Chosen>][] = [
    ['is broken', 'damaged', 'could not be read', brokenPdf],
    ['is a PDF behind a password', 'locked', 'is locked', lockedPdf],
    ['is a book that a shop sold', 'locked', 'is locked', lockedBook],
    ['is an OpenDocument file behind a password', 'locked', 'is locked', lockedOpenFile],
    ['unpacks to more than anybody reads', 'large', 'is too large', swollenWordFile],
    ['unpacks into more memory than there is', 'heavy', 'is too large', swollenPdf],
  ];

  it.each(bad)(
    'where it %s says so to whoever gave it, does no harm, and is tried no more',
    async (_, problem, reason, make) => {
      const path = await share(await make());
      await readTexts(world);

      expect(await kept()).toMatchObject({ body: '', problem });
      const waiting = await within((tx) =>
        tx.selectFrom('fileTexts').select('sha256').where('readAt', 'is', null).execute(),
      );
      expect(waiting).toEqual([]);
      const { body } = await ben.get(path);
      expect(body).toMatch(new RegExp(`the file ${reason}[^<]*<a href="${path}/versions">`));
      expect((await ana.get(path)).body).toMatch(new RegExp(`the file ${reason}[^<]*</dd>`));
      const read = await emil.get(path);
      expect(read.status).toBe(200);
      expect(read.body).not.toContain('In the search');
      expect((await found(ben, 'checklist')).length).toBeGreaterThan(0);
    },
  );

  it('is not there any more, which is said as well', async () => {
    await share(textFile('lost.txt', 'The godwit list'));
    const { storage } = world.house.files;
    const [lost] = await within((tx) =>
      tx.selectFrom('fileTexts').select('sha256').where('readAt', 'is', null).execute(),
    );
    await storage.delete({ organizationId: world.organizationId, sha256: lost?.sha256 ?? '' });
    await readTexts(world);

    expect(await kept()).toMatchObject({ problem: 'lost' });
  });
});

describe('a text that is as awkward as can be', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const strange: [string, () => string][] = [
    [
      'two hundred thousand bytes of words that are all others',
      () => Array.from({ length: 70_000 }, (_, at) => at.toString(36).padStart(4, 'q')).join(' '),
    ],
    [
      'words of rare signs',
      () => Array.from({ length: 60_000 }, (_, at) => String.fromCodePoint(0x20000 + at)).join(' '),
    ],
    ['signs that are whole sentences', () => '\uFDFA '.repeat(60_000)],
    ['one word that never ends', () => letters.repeat(10_000)],
    ['marks upon marks', () => `e${'\u0301'.repeat(90_000)}`],
    ['beginnings of tags', () => '<'.repeat(200_000)],
  ];

  it.each(strange)('is read, and its resource can be changed still: %s', async (_, make) => {
    const path = await share(textFile('strange.txt', make()));
    await readTexts(world);
    expect(await kept()).toMatchObject({ problem: null });

    const { status } = await ana.press(await ana.get(path), `${path}/thanks`, { wish: 'give' });
    expect(status).toBe(303);
  });
});

describe('the background', () => {
  it('reads by itself, in two processes at once, and tells the log nothing of what it read', async () => {
    await share(textFile('one.txt', 'The whimbrel list'));
    await share(lockedPdf());
    const lines: string[] = [];
    const log = createLog('debug', { write: (line: string) => lines.push(line) });
    const { database: db, files } = world.house;
    const processes = ['one', 'another'].map(() => createJobs({ db, log, lookEveryMs: 50 }));
    for (const jobs of processes) {
      registerTextJobs(jobs, { db, files });
      jobs.start();
    }
    await until(async () => (await found(ben, 'whimbrel')).length > 0);
    for (const jobs of processes) await jobs.stop(5000);

    expect(lines.join('')).not.toContain('whimbrel');
    expect(lines.join('')).not.toContain('failed');
  });
});
