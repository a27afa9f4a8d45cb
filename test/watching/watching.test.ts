import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchBare, formWith, send, tokenOf, type Chosen } from '../support/files.ts';
import { shareFile, shareLink } from '../support/library.ts';
import type { Answer } from '../support/platform/browser.ts';
import type { Person } from '../support/platform/launch-claims.ts';
import { film, silence, subRip, webVtt } from '../support/recordings.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const aMember: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;
let outsider: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({ person: aMember });
  outsider = await world.cleo();
});

afterAll(() => world.close());

const shareFilm = () => shareFile(world, ben, home, film());

/** What stands in an attribute of a page, as a browser reads it. */
const plain = (body: string) => body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
const player = ({ body }: Answer) =>
  /<(?:video|audio) [^]*?<\/(?:video|audio)>/.exec(plain(body))?.[0] ?? '';
const trackIn = (page: Answer) => /<track [^>]*src="([^"]+)"/.exec(player(page))?.[1] ?? '';

interface Written {
  language?: string;
  captions?: string;
}

async function writeCaptions(
  who: Visitor,
  path: string,
  { language = 'en', captions = webVtt }: Written = {},
): Promise<Answer> {
  return who.press(await who.get(`${path}/captions`), `${path}/captions`, { language, captions });
}

async function bringCaptions(path: string, file: Chosen): Promise<Response> {
  const fields = { _token: await tokenOf(ben), language: 'de', captions: 'left out' };
  return send(world.house, ben, `${path}/captions`, formWith(fields, [file]));
}

const fileOf = (name: string, words: string | Buffer): Chosen => ({
  name,
  bytes: new Uint8Array(Buffer.from(words)),
});

async function tellPlace(who: Visitor, path: string, fields: object): Promise<number> {
  const _token = await tokenOf(who);
  const form = { _token, of: '3600', speed: '100', captions: '', seconds: '0', ...fields };
  const address = new URL(`${path}/place`, world.house.url);
  return (await who.browser.post(address, form, { from: world.house.url })).status;
}

describe('a recording', () => {
  it('plays at once from its own address, by parts, without a script (R71)', async () => {
    const path = await shareFilm();
    const page = await ana.get(path);

    const [, address = ''] =
      /<video[^>]* preload="metadata"[^>]* src="([^"]+)"/.exec(player(page)) ?? [];
    const part = await fetchBare(world.house, address, { range: 'bytes=0-99' });
    expect(part.status).toBe(206);
    expect((await part.arrayBuffer()).byteLength).toBe(100);
  });

  it('of sound plays as sound', async () => {
    expect(player(await ana.get(await shareFile(world, ben, home, silence(2))))).toMatch(
      /^<audio /,
    );
  });

  it('begins at the moment of a link, without a script (R71)', async () => {
    const path = await shareFilm();
    expect(player(await ana.get(`${path}?t=123`))).toMatch(/src="[^"]+#t=123"/);
    expect(player(await ana.get(`${path}?t=soon`))).not.toContain('#t=');
  });

  it('asks its giver and facilitators for captions, and nobody else', async () => {
    const path = await shareFilm();
    const asks = 'This recording has no captions yet.';

    expect((await ben.get(path)).body).toContain(asks);
    expect((await ana.get(path)).body).toContain(asks);
    expect((await carla.get(path)).body).not.toContain(asks);
    await writeCaptions(ben, path);
    expect((await ben.get(path)).body).not.toContain(asks);
  });
});

describe('captions', () => {
  it('are shown by the player, and as a transcript whose lines lead to their moments (R71)', async () => {
    const path = await shareFilm();
    const answer = await writeCaptions(ben, path);
    expect(answer.status).toBe(303);

    const page = await carla.get(path);
    expect(player(page)).toMatch(/<track kind="captions" [^>]*srclang="en" label="English">/);
    const served = await fetchBare(world.house, trackIn(page));
    expect(served.headers.get('content-type')).toMatch(/^text\/vtt/);
    expect(await served.text()).toBe(webVtt);
    expect(plain(page.body)).toContain(
      `<a href="${path}?t=12#player" data-at="12.5"><bdi>0:12</bdi> <span lang="en" dir="auto">Ana: Who has the keys?</span>`,
    );
    expect(page.body).toContain('Nobody &amp; everybody.');
  });

  it('come in several languages, each with a transcript of its own (R71)', async () => {
    const path = await shareFilm();
    await writeCaptions(ben, path);
    const answer = await bringCaptions(path, fileOf('de.srt', subRip));
    expect(answer.status).toBe(303);

    const english = await carla.get(path);
    expect(player(english).match(/<track /g)).toHaveLength(2);
    expect(english.body).toContain('Welcome, everybody.');
    const german = await carla.get(`${path}?transcript=de`);
    expect(german.body).toContain('>Wer hat die Schlüssel?<');
    expect(german.body).not.toContain('Welcome, everybody.');
  });

  it('of an older encoding are read all the same', async () => {
    const path = await shareFilm();
    await bringCaptions(path, fileOf('old.srt', Buffer.from(subRip, 'latin1')));
    expect((await ben.get(`${path}?transcript=de`)).body).toContain('Schlüssel?');
  });

  it('that cannot be read come back whole, with the line that is wrong', async () => {
    const path = await shareFilm();
    const captions = webVtt.replace('00:00:15.000', 'soon');
    const { status, body } = await writeCaptions(ben, path, { captions });

    expect(status).toBe(422);
    expect(plain(body)).toContain('Line 6: the time cannot be read.');
    expect(body).toContain('Who has the keys?');
    expect(player(await ben.get(path))).not.toContain('<track');
  });

  it('of a file that cannot be read stand in the form to be mended', async () => {
    const answer = await bringCaptions(await shareFilm(), fileOf('bad.srt', `${subRip}\nAnd on`));
    const body = await answer.text();
    expect(answer.status).toBe(422);
    expect(body).toContain('Line 9: there is no time above these words.');
    expect(body).toContain('Wer hat');
  });

  it('that are no captions at all, too many or in no language are refused', async () => {
    const path = await shareFilm();
    expect((await writeCaptions(ben, path, { captions: '' })).status).toBe(422);
    expect((await writeCaptions(ben, path, { language: 'xx' })).status).toBe(422);
    expect((await writeCaptions(ben, path, { captions: 'a'.repeat(500_001) })).status).toBe(422);
    const huge = await bringCaptions(path, fileOf('huge.vtt', 'a'.repeat(1_000_001)));
    expect(huge.status).toBe(422);
    expect(await huge.text()).toContain('half a million characters');
  });

  it('are changed and taken away again by whoever looks after the recording', async () => {
    const path = await shareFilm();
    await writeCaptions(ben, path);
    await writeCaptions(ana, path, { captions: webVtt.replace('everybody', 'all') });
    expect((await carla.get(path)).body).toContain('Welcome, all.');

    const page = await ben.get(`${path}/captions?language=en`);
    expect(page.body).toContain('Welcome, all.');
    await ben.press(page, `${path}/captions/removal`, { language: 'en' });
    expect(player(await carla.get(path))).not.toContain('<track');
  });

  it('are written by nobody else', async () => {
    const path = await shareFilm();
    expect((await carla.get(`${path}/captions`)).status).toBe(403);
    const _token = await tokenOf(carla);
    const fields = { _token, language: 'en', captions: webVtt };
    const post = (rest: string) =>
      carla.browser.post(new URL(path + rest, world.house.url), fields, { from: world.house.url });
    expect((await post('/captions')).status).toBe(403);
    expect((await post('/captions/removal')).status).toBe(403);
    expect((await post('/chapters')).status).toBe(403);
  });

  it('are read by nobody who may not see the recording, whatever address they have (R73)', async () => {
    const path = await shareFilm();
    await writeCaptions(ben, path);
    const track = trackIn(await carla.get(path));
    const [address = ''] = track.split('?');

    expect((await fetchBare(world.house, address)).status).toBe(401);
    expect((await fetchBare(world.house, `${track}x`)).status).toBe(401);
    expect((await outsider.get(address)).status).toBe(404);
    expect((await carla.get(address)).status).toBe(200);
    await ben.press(await ben.get(path), `${path}/standing`, { standing: 'withdrawn' });
    expect((await fetchBare(world.house, track)).status).toBe(404);
  });

  it('of a link or a document are none', async () => {
    const link = await shareLink(ben, home);
    expect((await ben.get(`${link}/captions`)).status).toBe(404);
    expect(await tellPlace(ben, link, {})).toBe(404);
  });
});

describe('chapters', () => {
  const write = async (path: string, chapters: string) =>
    ben.press(await ben.get(`${path}/chapters`), `${path}/chapters`, { chapters });

  it('are links to their moments (R71)', async () => {
    const path = await shareFilm();
    await write(path, '4:30 How we do it\n0:00 Welcome');
    const { body } = await carla.get(path);

    expect(plain(body)).toMatch(
      new RegExp(`${path}\\?t=0#player[^]*Welcome[^]*${path}\\?t=270#player[^]*How we do it`),
    );
    expect((await ben.get(`${path}/chapters`)).body).toContain('0:00 Welcome\n4:30 How we do it');
  });

  it('that cannot be read come back whole, with the line that is wrong', async () => {
    const { status, body } = await write(await shareFilm(), '0:00 Welcome\nthen the rest');
    expect(status).toBe(422);
    expect(body).toContain('Line 2 cannot be read.');
    expect(body).toContain('then the rest');
  });

  it('are gone where nothing is written', async () => {
    const path = await shareFilm();
    await write(path, '0:00 Welcome');
    await write(path, ' ');
    expect((await ben.get(path)).body).not.toContain('Welcome');
  });
});

describe('the place where somebody stopped', () => {
  it('is kept between visits and devices, for nobody but them (R67)', async () => {
    const path = await shareFilm();
    expect(await tellPlace(carla, path, { seconds: '754' })).toBe(204);

    const elsewhere = await (await world.launch({ person: aMember })).get(path);
    expect(elsewhere.body).toContain('Goes on at <bdi>12:34</bdi>');
    expect(player(elsewhere)).toContain('#t=754"');
    expect(player(await ben.get(path))).not.toContain('#t=');
  });

  it('gives way to the moment of a link', async () => {
    const path = await shareFilm();
    await tellPlace(carla, path, { seconds: '754' });
    const page = await carla.get(`${path}?t=10`);
    expect(player(page)).toContain('#t=10"');
    expect(page.body).not.toContain('Goes on at');
  });

  it('is the beginning again after the end (R67)', async () => {
    const path = await shareFilm();
    await tellPlace(carla, path, { seconds: '3598' });
    expect(player(await carla.get(path))).not.toContain('#t=');
  });

  it('comes with speed and captions, which are kept for every recording (R71)', async () => {
    const [one, other] = [await shareFilm(), await shareFilm()];
    for (const path of [one, other]) await writeCaptions(ben, path);
    await tellPlace(carla, one, { seconds: '5', speed: '150', captions: 'en' });

    const page = await carla.get(other);
    expect(plain(page.body)).toContain('<option value="150" selected>1.5×</option>');
    expect(player(page)).toMatch(/<track [^>]* default>/);
    expect(player(await ben.get(other))).not.toMatch(/<track [^>]* default>/);
  });

  it('is told by members of the recording’s community, in numbers', async () => {
    const path = await shareFilm();
    expect(await tellPlace(outsider, path, {})).toBe(404);
    expect(await tellPlace(carla, path, { seconds: 'all' })).toBe(422);
    expect(await tellPlace(carla, path, { speed: '1000' })).toBe(422);
    expect(await tellPlace(carla, path, { captions: 'xx' })).toBe(422);
  });
});

it('the library says to its reader how much they watched', async () => {
  const path = await shareFilm();
  await tellPlace(carla, path, { seconds: '1440' });
  expect((await carla.get(`${home}/library`)).body).toContain('40% watched');
  expect((await ben.get(`${home}/library`)).body).not.toContain('% watched');
});
