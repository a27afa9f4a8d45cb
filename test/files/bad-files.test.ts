import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { parse } from 'content-disposition';
import sharp from 'sharp';
import {
  addressIn,
  fetchBare,
  formWith,
  give,
  giveInVain,
  picture,
  send,
  textFile,
  tokenOf,
  type Chosen,
} from '../support/files.ts';
import { until } from '../jobs/queue-house.ts';
import { pathOf } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const script = "<script>alert('ran')</script>";

let world: World;
let home: string;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ben = await world.ben();
});

afterAll(() => world.close());

const file = (name: string, ...parts: (string | Uint8Array)[]): Chosen => ({
  name,
  bytes: new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part)))),
});
const inVain = (chosen: Chosen) => giveInVain(world, ben, home, chosen);

/** Gives it, and reads it again as a page would. */
async function kept(chosen: Chosen): Promise<{ words: string; answer: Response; bytes: Buffer }> {
  const words = await give(world, ben, home, chosen);
  const signed = await ben.browser.get(new URL(addressIn(words), world.house.url));
  const answer = await fetchBare(world.house, pathOf(signed));
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox;/);
  return { words, answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** As what, and under which name, a browser keeps it. */
function nameOf({ headers }: Response): string {
  const { type, parameters } = parse(headers.get('content-disposition') ?? '');
  return `${type}: ${parameters['filename']}`;
}
const everyFile = () => readdirSync(world.house.filesFolder, { recursive: true, encoding: 'utf8' });

/** A ZIP of one entry, which says what it likes about its size. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content, { level: 9 });
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u0014\u0000'),
    facts,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A PNG whose head promises this many pixels, and which holds next to none. */
function promising(width: number, height: number): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1000)));
  return Buffer.concat([signature, chunk('IHDR', head), pixels, chunk('IEND', Buffer.alloc(0))]);
}

describe('a bad file is refused or kept, never run, never elsewhere, with clear words', () => {
  it('of no bytes', async () => {
    expect(await inVain(file('notes.txt'))).toBe('“notes.txt” is empty.');
  });

  it.each([
    ['a program', file('lesson.pdf', Buffer.from([0x4d, 0x5a, 0x90, 0]), Buffer.alloc(200))],
    [
      'a program of another system',
      file('lesson.png', Buffer.from('\u007fELF\u0002\u0001\u0001'), Buffer.alloc(90)),
    ],
    [
      'a Java archive',
      file('lesson.zip', zipOf('META-INF/MANIFEST.MF', Buffer.from('Main-Class: A'))),
    ],
    ['bytes that are nothing', file('lesson.mp3', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]))],
  ])('that is %s under a right name', async (_, chosen) => {
    expect(await inVain(chosen)).toMatch(/is of a kind that cannot be shared here/);
  });

  it.each([
    ['a web page', file('page.html', `<!doctype html><title>x</title>${script}`)],
    [
      'an SVG with a script',
      file('drawing.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    ],
    [
      'an SVG that says it is XML',
      file('drawing.txt', `<?xml version="1.0"?><svg>${script}</svg>`),
    ],
    ['a script', file('run.js', 'alert(1)')],
    ['a picture that is called a page', file('photo.html', gif)],
  ])('that is %s', async (_, chosen) => {
    expect(await inVain(chosen)).toMatch(/could run something on another person’s device/);
  });

  it.each([
    ['a web page', file('photo.jpg', `<!doctype html>${script}`)],
    ['a web page with a PDF inside', file('form.pdf', `<html>${script}\n%PDF-1.7\n`)],
    ['text', textFile('sums.xlsx', 'one,two')],
  ])('that is %s under a name that says otherwise', async (_, chosen) => {
    expect(await inVain(chosen)).toMatch(/is not what its name says/);
  });

  it('that is a picture and a script: only the picture is kept', async () => {
    const { answer, bytes } = await kept(file('both.gif', gif, `/*${script}*/`));

    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect(bytes.toString('latin1')).not.toContain('script');
  });

  it('that is a PDF and a web page: it is a PDF to be saved', async () => {
    const { answer } = await kept(file('both.pdf', '%PDF-1.7\n', script, '\n%%EOF'));

    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(nameOf(answer)).toBe('attachment: both.pdf');
  });

  it.each([
    ['captions', 'talk.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello'],
    ['a calendar', 'term.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR'],
  ])(
    'that says in its first line that it is %s: it is a text to be saved',
    async (_, name, words) => {
      const { answer } = await kept(file(name, words));
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(nameOf(answer)).toBe(`attachment: ${name}`);
      expect(await inVain(file(name.replace(/\w+$/, 'html'), words))).toContain('web page');
    },
  );

  it('that is called a picture and is a PDF: its name says so from then on', async () => {
    const { words, answer } = await kept(file('photo.jpg', '%PDF-1.7\n%%EOF'));

    expect(words).toMatch(/^\[photo\.jpg\.pdf\]/);
    expect(nameOf(answer)).toBe('attachment: photo.jpg.pdf');
  });

  it('that is a ZIP bomb: it is kept as it came, and never unpacked', async () => {
    const bomb = zipOf('[Content_Types].xml', Buffer.alloc(200 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    const { bytes, answer } = await kept(file('bomb.zip', bomb));

    expect(bytes.equals(bomb)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('that is a picture of too many pixels: its head is enough to refuse it', async () => {
    expect(await inVain(file('huge.png', promising(100_000, 100_000)))).toMatch(
      /more than 40 million pixels/,
    );
  });

  it('that is half a picture', async () => {
    const { bytes } = await picture('half.png', { width: 400, height: 400 });
    expect(await inVain(file('half.png', bytes.subarray(0, bytes.length / 2)))).toMatch(
      /seems to be damaged/,
    );
    expect(await inVain(file('less.png', promising(3000, 3000)))).toMatch(/seems to be damaged/);
  });

  it('that is larger than a file may be', async () => {
    const large = file('large.pdf', '%PDF-1.7\n', Buffer.alloc(25 * 1024 * 1024));
    expect(await inVain(large)).toBe('“large.pdf” is larger than 25 MB.');
  });

  it('leaves nothing on the way, once it was answered', async () => {
    await until(async () => !everyFile().some((path) => path.startsWith('incoming/')));
    expect(everyFile().length).toBeGreaterThan(0);
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../../etc/passwd', 'passwd.txt'],
    ['..\\..\\boot.ini.txt', 'boot.ini.txt'],
    ['/etc/cron.d/job.txt', 'job.txt'],
    ['C:\\Users\\ana\\plan.txt', 'plan.txt'],
    ['..', 'file.txt'],
    ['.htaccess', 'htaccess.txt'],
    ['a\u202etxt.exe.txt', 'atxt.exe.txt'],
    ['two\tlines.txt', 'twolines.txt'],
    ['  .txt', 'txt.txt'],
    ['plan', 'plan.txt'],
  ])('%j is shown as a harmless one, and leads nowhere', async (sent, shown) => {
    const before = everyFile().length;
    const { answer } = await kept(textFile(sent, `Named ${sent}`));

    expect(nameOf(answer)).toBe(`attachment: ${shown}`);
    expect(everyFile().length).toBeGreaterThan(before);
    expect(everyFile().filter((path) => /passwd|cron|boot|htaccess/.test(path))).toEqual([]);
  });

  it.each([
    'Lektionsplan für Anfänger.txt',
    'مخطط الدرس.txt',
    '课程计划.txt',
    'שיעור ראשון.txt',
    'योजना.txt',
    'δοκιμή.txt',
    '🎓 final 👩‍🏫.txt',
    'แผนการสอน.txt',
  ])('may be in any script: %s', async (name) => {
    const { words, answer } = await kept(textFile(name, `Named ${name}`));

    const normal = name.normalize('NFC');
    expect(words).toContain(`[${normal}]`);
    expect(nameOf(answer)).toBe(`attachment: ${normal}`);
  });

  it('of endless length is cut, and keeps its ending', async () => {
    const { answer } = await kept(textFile(`${'n'.repeat(900)}.csv`, 'a,b'));
    expect(nameOf(answer)).toMatch(/n{50,120}….csv$/);
  });

  it('is words in a post, whatever signs it holds', async () => {
    const { words } = await kept(textFile('a](javascript:x)[b *c* $d$.txt', 'x'));
    expect(words).toMatch(/^\[a\\\]\(javascript\\:x\)\\\[b \\\*c\\\* \\\$d\\\$\.txt\]\(\/files\//);
  });
});

describe('a picture', () => {
  it('loses the place where it was taken, and stands upright', async () => {
    const { bytes } = await picture('photo.jpg', { width: 60, height: 20 });
    const jpeg = await sharp(bytes)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Ben Secret' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const with_ = await sharp(jpeg).metadata();
    expect(with_.exif).toBeDefined();

    const { bytes: shown } = await kept(file('photo.jpg', jpeg));
    const { exif, orientation, width, height } = await sharp(shown).metadata();
    expect({ exif, orientation, width, height }).toEqual({ width: 20, height: 60 });
  });

  it('is no wider than a page shows', async () => {
    const wide = await picture('wide.png', { width: 6000, height: 60 });
    const { bytes } = await kept(wide);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 2400, height: 24 });
  });

  it('that moves goes on moving', async () => {
    const drawn = await Promise.all(
      [60, 120, 180].map((red) => picture('frame.png', { width: 8, height: 8, red })),
    );
    const frames = await sharp(
      drawn.map(({ bytes }) => bytes),
      { join: { animated: true } },
    )
      .gif({ delay: [100, 100, 100] })
      .toBuffer();
    const { bytes, answer } = await kept(file('moving.gif', frames));

    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect((await sharp(bytes).metadata()).pages).toBe(3);
  });
});

describe('many files', () => {
  it('that are the same are stored once, whoever gives them', async () => {
    const same = textFile('same.txt', 'The same words');
    await give(world, ben, home, same);
    const before = everyFile().length;
    await give(world, await world.ana(), home, { ...same, name: 'mine.txt' });

    expect(everyFile().length).toBe(before);
  });

  it('of a thousand small ones are all there', async () => {
    const token = await tokenOf(ben);
    const giveOne = async (number: number) => {
      const form = formWith({ _token: token }, [textFile('small.txt', `number ${number}`)]);
      return (await send(world.house, ben, `${home}/files`, form)).status;
    };
    const answers = new Set<number>();
    for (let group = 0; group < 100; group += 1) {
      const ten = Array.from({ length: 10 }, (_, index) => giveOne(group * 10 + index));
      for (const status of await Promise.all(ten)) answers.add(status);
    }
    expect([...answers]).toEqual([201]);

    const { count } = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('files')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('name', '=', 'small.txt')
        .executeTakeFirstOrThrow(),
    );
    expect(Number(count)).toBe(1000);
    const contents = everyFile().filter((path) => /[0-9a-f]{64}$/.test(path));
    const small = contents.filter((path) =>
      /^number \d+$/.test(readFileSync(join(world.house.filesFolder, path), 'latin1')),
    );
    expect(small).toHaveLength(1000);
  });
});
