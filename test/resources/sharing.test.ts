import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchBare, picture, signedIn, textFile, type Chosen } from '../support/files.ts';
import { aLink, sendFile, shareFile, shareLink } from '../support/library.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const aMember: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld({ fileLimits: { fileBytes: 200_000 } });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

const verbs = () =>
  world.house.database.within(world.organizationId, async (tx) => {
    const rows = await tx
      .selectFrom('activity')
      .select('verb')
      .where('objectKind', '=', 'resource')
      .orderBy('id')
      .execute();
    return rows.map(({ verb }) => verb);
  });

const copy = (bytes: Buffer) => new Uint8Array(bytes);
/** The least that is taken for a sound. */
const sound = (): Chosen => ({
  name: 'talk.wav',
  bytes: copy(Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(500)])),
});
const film = (): Chosen => ({
  name: 'ward.mp4',
  bytes: copy(
    Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2'), Buffer.alloc(500)]),
  ),
});

describe('sharing a link', () => {
  it('is three presses away from the front page of the community (R1)', async () => {
    const front = await ben.get(home);
    expect(front.body).toContain(`href="${home}/library/new"`);
    const form = await ben.get(`${home}/library/new`);
    const answer = await ben.press(form, `${home}/library`, aLink);

    expect(answer.status).toBe(303);
    const page = await ben.get(answer.location?.pathname ?? '');
    expect(page.body).toContain('A checklist for handover');
  });

  it('says title, why it matters, topic, licence, language, source, giver and community (R8, R68)', async () => {
    const form = await ben.get(`${home}/library/new`);
    const topic = /<option value="([\w-]{36})"[^>]*>drafts</.exec(form.body)?.[1] ?? '';
    const { body } = await ana.get(await shareLink(ben, home, { topic }));

    expect(body).toContain('It made ours <em>half as long</em>.');
    expect(body).toMatch(/href="[^"]*\?topic=[\w-]{36}"[^>]*>drafts</);
    expect(body).toContain('CC BY');
    expect(body).toContain('>English<');
    expect(body).toContain('The Royal Infirmary');
    expect(body).toContain('Ben');
    expect(body).toMatch(new RegExp(`<dd><a href="${home}"[^>]*>Tutors</a>`));
    expect(body).toContain('href="https://example.org/handover"');
  });

  it('pressed twice shares it once', async () => {
    const form = await ben.get(`${home}/library/new`);
    const once = await ben.press(form, `${home}/library`, { ...aLink, title: 'Twice' });
    const again = await ben.press(form, `${home}/library`, { ...aLink, title: 'Twice' });

    expect(again.location?.pathname).toBe(once.location?.pathname);
    const { body } = await ben.get(`${home}/library`);
    expect(body.split('>Twice<')).toHaveLength(2);
  });

  it.each([
    'javascript:alert(1)',
    'ftp://example.org/x',
    'https://user:secret@example.org/',
    'guide',
    'https://',
  ])('refuses %s, with every word still in the form', async (url) => {
    const form = await ben.get(`${home}/library/new`);
    const answer = await ben.press(form, `${home}/library`, { ...aLink, url, source: 'A friend' });

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('This is no address of a page');
    expect(answer.body).toContain('It made ours *half as long*.');
    expect(answer.body).toContain('value="A friend"');
  });

  it('takes an address that was typed without its beginning', async () => {
    const { body } = await ben.get(await shareLink(ben, home, { url: 'example.org/short' }));

    expect(body).toContain('href="https://example.org/short"');
  });

  it('tells all that is missing at once, of a link unless a file was chosen', async () => {
    const form = await ben.get(`${home}/library/new`);
    expect(form.body).toContain('value="link" checked');
    const answer = await ben.press(form, `${home}/library`, {
      what: 'link',
      licence: 'other',
      title: ' ',
    });

    expect(answer.status).toBe(422);
    for (const words of ['Paste the address', 'Give it a title', 'why it matters', 'which licence'])
      expect(answer.body).toContain(words);
  });

  it('keeps to the topics of the community', async () => {
    const form = await ben.get(`${home}/library/new`);
    const topic = '00000000-0000-4000-8000-000000000000';
    const answer = await ben.press(form, `${home}/library`, { ...aLink, topic });

    expect(answer.status).toBe(422);
  });

  it('shows the words of another licence', async () => {
    const said = { licence: 'other', licenceWords: 'MIT, see the file' };

    expect((await ben.get(await shareLink(ben, home, said))).body).toContain('MIT, see the file');
  });
});

describe('sharing a file', () => {
  it('says which kinds and how large before one is chosen (R68)', async () => {
    const { body } = await ben.get(`${home}/library/new`);

    const [before = ''] = body.split('type="file"');
    expect(before).toMatch(/up to 0\.\d+ MB: a picture, sound, video, PDF/);
  });

  it.each([
    ['picture', picture, '<img src="/files/'],
    ['sound', sound, '<audio class="shown" controls'],
    ['video', film, '<video class="shown" controls'],
    ['document', () => textFile('notes.txt', 'Some words'), 'download'],
  ])('shows a %s in place, or offers it to be saved', async (_, chosen, shown) => {
    const page = await ana.get(await shareFile(world, ben, home, await chosen()));

    expect(page.body).toContain(shown);
    const [address = ''] = signedIn(page);
    expect((await fetchBare(world.house, address)).status).toBe(200);
  });

  it('says of a file how large it is, one byte or several', async () => {
    const sizeOf = async (words: string) => {
      const page = await ana.get(await shareFile(world, ben, home, textFile('a.txt', words)));
      return /<bdi>a\.txt<\/bdi> · [^<]*· ([^<]*)</.exec(page.body)?.[1];
    };

    expect(await sizeOf('I')).toBe('1 byte');
    expect(await sizeOf('Ten bytes.')).toBe('10 bytes');
    expect(await sizeOf('a'.repeat(3072))).toBe('3 kB');
  });

  it('keeps the file when something else is wrong, and takes it the next time', async () => {
    const files = [await picture('board.png')];
    const refused = await sendFile(world, ben, home, { files, fields: { title: '' } });
    const body = await refused.text();
    const fileId = /name="fileId" value="([\w-]{36})"/.exec(body)?.[1] ?? '';

    expect(refused.status).toBe(422);
    expect(body).toContain('board.png');
    expect(body).toContain('It made ours *half as long*.');

    const taken = await sendFile(world, ben, home, { files: [], fields: { fileId } });
    expect(taken.status).toBe(303);
    const { body: page } = await ana.get(taken.headers.get('location') ?? '');
    expect(page).toContain('board.png');
  });

  it('refuses what no file may be, with every word still in the form', async () => {
    const files = [textFile('page.html', '<script>alert(1)</script>')];
    const answer = await sendFile(world, ben, home, { files });
    const body = await answer.text();

    expect(answer.status).toBe(422);
    expect(body).toContain('page.html');
    expect(body).toContain('value="A checklist for handover"');
  });

  it('takes no file that somebody else gave', async () => {
    const refused = await sendFile(world, ben, home, {
      files: [textFile('private.txt', 'Mine')],
      fields: { title: '' },
    });
    const fileId = /name="fileId" value="([\w-]{36})"/.exec(await refused.text())?.[1] ?? '';

    const answer = await sendFile(world, ana, home, { files: [], fields: { fileId } });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Choose the file');
  });

  it('is read by whoever may read the community, and by nobody else', async () => {
    const cleo = await world.cleo();
    const path = await shareFile(world, ben, home, textFile('inner.txt', 'Among us'));
    const [address = ''] = signedIn(await ana.get(path));
    const [plain = ''] = address.split('?');

    expect((await ana.get(plain)).status).toBe(200);
    expect((await cleo.get(plain)).status).toBe(404);
    expect((await cleo.get(path)).status).toBe(404);
  });
});

describe('what was shared', () => {
  it('is changed by its giver alone', async () => {
    const path = await shareLink(ben, home);
    const values = { ...aLink, title: 'A better title', url: 'https://example.org/new' };

    expect((await ana.get(`${path}/edit`)).status).toBe(403);
    const changed = await ben.press(await ben.get(`${path}/edit`), path, values);
    expect(changed.status).toBe(303);
    const { body } = await ana.get(path);
    expect(body).toContain('A better title');
    expect(body).toContain('href="https://example.org/new"');
    expect(body).toContain('changed');
  });

  it('comes back with the words when a change is not taken', async () => {
    const path = await shareLink(ben, home);
    const values = { ...aLink, title: '', why: 'Other words' };
    const answer = await ben.press(await ben.get(`${path}/edit`), path, values);

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Other words');
  });

  it('is withdrawn by its giver, and shown again', async () => {
    const path = await shareFile(world, ben, home, textFile('old.txt', 'Old'));
    const [address = ''] = signedIn(await ben.get(path));
    const carla = await world.launch({ person: aMember, role: 'learner', course: tutors });
    expect((await carla.get(path)).status).toBe(200);
    await ben.press(await ben.get(path), `${path}/standing`, { standing: 'withdrawn' });

    expect((await carla.get(path)).status).toBe(404);
    expect((await carla.get(address.split('?')[0] ?? '')).status).toBe(404);
    expect((await ben.get(path)).body).toContain('Withdrawn');
    expect((await ben.get(`${home}/library?show=withdrawn`)).body).toContain(path);

    await ben.press(await ben.get(path), `${path}/standing`, { standing: 'shown' });
    expect((await ana.get(`${home}/library`)).body).toContain(path);
  });

  it('that a facilitator withdrew is brought back by a facilitator', async () => {
    const path = await shareLink(ben, home);
    await ana.press(await ana.get(path), `${path}/standing`, { standing: 'withdrawn' });
    const page = await ben.get(path);

    expect(page.body).toContain('A facilitator withdrew it');
    expect(page.body).not.toContain(`action="${path}/standing"`);
    const form = await ben.get(`${path}/edit`);
    const inVain = await ben.press(form, path, { standing: 'shown' }, `${path}/standing`);
    expect(inVain.status).toBe(403);

    await ana.press(await ana.get(path), `${path}/standing`, { standing: 'shown' });
    expect((await ben.get(path)).body).not.toContain('withdrew');
  });

  it('earns thanks, one from each', async () => {
    const path = await shareLink(ben, home);
    const page = await ana.get(path);
    for (const wish of ['give', 'give']) await ana.press(page, `${path}/thanks`, { wish });
    expect((await ben.get(path)).body).toContain('1 person says thanks');

    await ana.press(page, `${path}/thanks`, { wish: 'take back' });
    expect((await ben.get(path)).body).not.toContain('says thanks');
    const form = await ben.get(`${path}/edit`);
    const own = await ben.press(form, path, { wish: 'give' }, `${path}/thanks`);
    expect(own.status).toBe(403);
  });

  it('stands in the record of what was done', async () => {
    const before = await verbs();
    const path = await shareLink(ben, home);
    await ben.press(await ben.get(`${path}/edit`), path, aLink);
    for (const standing of ['withdrawn', 'shown', 'shown'])
      await ben.press(await ben.get(path), `${path}/standing`, { standing });

    expect((await verbs()).slice(before.length)).toEqual([
      'shared',
      'edited',
      'withdrew',
      'restored',
    ]);
  });
});
