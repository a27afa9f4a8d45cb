import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareFile, shareLink } from '../support/library.ts';
import type { Answer } from '../support/platform/browser.ts';
import type { Person } from '../support/platform/launch-claims.ts';
import { film } from '../support/recordings.ts';
import { answerTo, begin } from '../support/talk.ts';
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

const plain = (body: string) => body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

async function remark(who: Visitor, path: string, fields: object | string): Promise<Answer> {
  const said = typeof fields === 'string' ? { body: fields } : fields;
  return who.press(await who.get(path), `${path}/remarks`, { moment: '', ...said });
}

/** What a resource's page shows of what is said of it. */
const remarksIn = ({ body }: Answer) => plain(body).split('id="remarks"')[1] ?? '';
const threadIn = (page: Answer) =>
  /href="(\/communities\/[\w-]+\/threads\/[\w-]{36})"/.exec(remarksIn(page))?.[1] ?? '';

const close = async (thread: string): Promise<Answer> =>
  ana.press(await ana.get(`${thread}/care`), `${thread}/care`, {
    replies: 'closed',
    slowSeconds: '0',
  });

describe('what members say of a resource', () => {
  it('is a thread of the talk, begun by the first of them (R67)', async () => {
    const path = await shareLink(ben, home, { title: 'A checklist' });
    const first = await remark(carla, path, 'It is *just* what we need.');
    expect(first.status).toBe(303);
    expect(first.location?.hash).toBe('#remark-1');
    await remark(ana, path, 'We use it on nights.');

    const page = await ben.get(path);
    expect(remarksIn(page)).toContain('It is <em>just</em> what we need.');
    expect(remarksIn(page)).toContain('We use it on nights.');
    const thread = await ben.get(threadIn(page));
    expect(thread.body).toMatch(/<h1[^>]*>A checklist<\/h1>/);
    expect(thread.body).toContain('We use it on nights.');
    expect((await ben.get(`${home}/threads`)).body).toContain('A checklist');
  });

  it('leads from its thread back to the resource, for whoever may see it', async () => {
    const path = await shareLink(ben, home, { title: 'To be withdrawn' });
    await remark(carla, path, 'Useful.');
    const thread = threadIn(await carla.get(path));
    expect((await carla.get(thread)).body).toContain(`<a href="${path}" dir="auto">`);

    await ben.press(await ben.get(path), `${path}/standing`, { standing: 'withdrawn' });
    const talk = await carla.get(thread);
    expect(talk.status).toBe(200);
    expect(talk.body).not.toContain(path);
    expect((await ben.get(thread)).body).toContain(path);
  });

  it('is what answers in the thread, too', async () => {
    const path = await shareLink(ben, home);
    await remark(carla, path, 'One');
    await answerTo(ana, threadIn(await ana.get(path)), 'Said over there');
    expect(remarksIn(await ben.get(path))).toContain('Said over there');
  });

  it('pressed twice is said once', async () => {
    const path = await shareLink(ben, home);
    const form = await carla.get(path);
    const press = () => carla.press(form, `${path}/remarks`, { body: 'Just once' });
    const [once, again] = [await press(), await press()];
    expect(again.location?.href).toBe(once.location?.href);
    expect(remarksIn(await ben.get(path)).split('Just once')).toHaveLength(2);
  });

  it('by two at the same moment is one thread', async () => {
    const path = await shareLink(ben, home);
    await Promise.all([remark(carla, path, 'Mine'), remark(ana, path, 'And mine')]);
    const shown = remarksIn(await ben.get(path));
    expect(shown).toContain('id="remark-1"');
    expect(shown).toContain('id="remark-2"');
  });

  it('without words comes back', async () => {
    const { status, body } = await remark(carla, await shareLink(ben, home), '');
    expect(status).toBe(422);
    expect(body).toContain('id="body-problem"');
  });

  it('hides its author where the community lets it', async () => {
    const path = await shareLink(ben, home);
    const known = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
    const settings = { ...known, reading: 'members', replyDays: '2' };
    const set = async (anonymity: string) => {
      const page = await ana.get(`${home}/settings`);
      const answer = await ana.press(page, `${home}/settings`, { ...settings, anonymity });
      expect(answer.status).toBe(303);
    };
    await set('peers');
    await remark(carla, path, { body: 'Between us', anonymous: 'on' });
    const shown = remarksIn(await ben.get(path));
    await set('off');

    expect(shown).toContain('Between us');
    expect(shown).not.toContain('Carla');
  });

  it('is nothing for whoever may not see the resource (R73)', async () => {
    const path = await shareLink(ben, home);
    const fields = { body: 'Let me in', _key: crypto.randomUUID() };
    const page = await outsider.get('/me');
    const answer = await outsider.press(page, '/me', fields, `${path}/remarks`);
    expect(answer.status).toBe(404);
  });
});

describe('what is said at a moment of a recording', () => {
  it('leads to it from the resource and from the thread, and is listed in the order of time (R67)', async () => {
    const path = await shareFile(world, ben, home, film());
    await remark(carla, path, { body: 'Here it gets good', moment: '12:34' });
    await remark(ana, path, { body: '- A list', moment: '0:05' });

    const page = await ben.get(path);
    const moment = (seconds: number) => `href="${path}?t=${seconds}#player"`;
    expect(remarksIn(page)).toMatch(
      new RegExp(`${moment(754).replace('?', '\\?')}[^>]*>12:34</a></p>\\s*<p>Here it gets good`),
    );
    expect(remarksIn(page)).toContain('<li>A list</li>');
    const list = plain(page.body).split('Comments by moment')[1]?.split('</ol>')[0] ?? '';
    expect(list).toMatch(/0:05[^]*Ana[^]*#remark-2[^]*12:34[^]*Carla[^]*#remark-1/);
    expect(plain((await ben.get(threadIn(page))).body)).toContain(moment(754));
  });

  it('that is none comes back with its words', async () => {
    const path = await shareFile(world, ben, home, film());
    const { status, body } = await remark(carla, path, { body: 'Kept words', moment: 'later' });
    expect(status).toBe(422);
    expect(body).toContain('That is no moment');
    expect(body).toContain('Kept words');
    expect(body).toContain('value="later"');
  });
});

describe('the thread of a resource', () => {
  it('that is closed takes no more, but stays to be read', async () => {
    const path = await shareLink(ben, home);
    await remark(carla, path, 'The last word');
    await close(threadIn(await ana.get(path)));

    const page = await carla.get(path);
    expect(remarksIn(page)).toContain('The last word');
    expect(remarksIn(page)).not.toContain(`${path}/remarks`);
    const late = await carla.press(page, `${path}/thanks`, { body: 'Late' }, `${path}/remarks`);
    expect(late.status).toBe(422);
  });

  it('shows nothing of a post that was taken away', async () => {
    const path = await shareLink(ben, home);
    await remark(carla, path, 'Fine');
    await remark(carla, path, 'Unkind words');
    const post = `${threadIn(await ana.get(path))}/posts/2/care`;
    const hidden = await ana.press(await ana.get(`${post}/hide`), `${post}/hide`, {
      rule: 'unkind',
      words: 'No',
    });
    expect(hidden.status).toBe(303);
    expect(remarksIn(await ben.get(path))).not.toContain('Unkind words');
  });

  it('that became a part of another is read there', async () => {
    const path = await shareLink(ben, home);
    await remark(carla, path, 'Goes elsewhere');
    const into = await begin(ana, home, { kind: 'discussion', title: 'Everything about handover' });
    const thread = threadIn(await ana.get(path));
    const id = into.split('/').at(-1);
    const merge = `${thread}/care/merge`;
    const preview = await ana.get(`${merge}?into=${id}`);
    expect((await ana.press(preview, merge, { into: id })).status).toBe(303);

    const shown = remarksIn(await carla.get(path));
    expect(shown).toContain(`href="${into}"`);
    expect(shown).not.toContain('Goes elsewhere');
    expect(shown).not.toContain(`${path}/remarks`);
  });
});
