import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nurses, tutors, type Person } from '../support/platform/launch-claims.ts';
import { answerTo, begin, onPost, postIn } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
/** A community that only its members read and know of, where Ana belongs and Ben does not. */
let closed: string;
let inside: string;

const nora: Person = { sub: 'nora', given: 'Nora', family: 'Lind', email: 'nora@lms.test' };
const hostile = 'A <b>"bold"</b> & quiet title';

const at = (path: string) => new URL(path, world.house.url).href;
const idOf = (path: string) => path.split('/').at(-1) ?? '';
const bare = (path: string) =>
  `<a href="${at(path)}" rel="nofollow noopener noreferrer" target="_blank">${at(path)}</a>`;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  const teacher = await world.launch({ person: nora, role: 'instructor', course: nurses });
  const wishes = { name: 'Wound care', purpose: 'How wounds heal.', topics: 'wounds' };
  closed = await foundCommunity(teacher, wishes);
  const settings = { name: 'Wound care', topics: 'wounds', listing: 'hidden', joining: 'open' };
  const rest = { reading: 'members', replyDays: '2' };
  const form = await teacher.get(`${closed}/settings`);
  await teacher.press(form, `${closed}/settings`, { ...settings, ...rest });
  inside = await begin(teacher, closed, { title: 'What only nurses know' });
  const other = { sub: 'person-ana', given: 'Ana', family: 'Moreno', email: 'ana@lms.test' };
  await world.launch({ person: other, role: 'learner', course: nurses });
});

afterAll(() => world.close());

describe('a bare address of something here', () => {
  it('is called by its title: a thread, one of its posts, by either address', async () => {
    const told = await begin(ben, home, { title: hostile });
    await answerTo(ana, told, 'An answer');
    const lasting = `/threads/${idOf(told)}`;
    const body = [at(told), `<${at(lasting)}>`, at(`${told}?from=1#post-2`)].join('\n\n');
    const thread = await begin(ben, home, { body });

    const post = postIn(await ana.get(thread), 1);

    const title = '<bdi>A &lt;b&gt;&quot;bold&quot;&lt;/b&gt; &amp; quiet title</bdi>';
    expect(post).toContain(`<a href="${told}">${title}</a>`);
    expect(post).toContain(`<a href="${lasting}">${title}</a>`);
    expect(post).toContain(`<a href="${told}?from=1#post-2">${title} · post 2</a>`);
  });

  it('is called by its title where it is a community or one of its pages', async () => {
    const body = [at(home), at(`${home}/charter`), at(`${home}/threads`)].join('\n\n');
    const thread = await begin(ben, home, { body });
    const post = postIn(await ana.get(thread), 1);
    expect(post).toContain(`<a href="${home}"><bdi>Tutors</bdi></a>`);
    expect(post).toContain(`<a href="${home}/charter"><bdi>Charter · Tutors</bdi></a>`);
    expect(post).toContain(`<a href="${home}/threads"><bdi>Talk · Tutors</bdi></a>`);
  });

  it('is called by its title only to whoever may read it', async () => {
    const body = [at(inside), at(`/threads/${idOf(inside)}`), at(closed)].join('\n\n');
    const thread = await begin(ana, home, { body });

    const toAna = postIn(await ana.get(thread), 1);
    const toBen = postIn(await ben.get(thread), 1);

    expect(toAna).toContain('<bdi>What only nurses know</bdi>');
    expect(toAna).toContain('<bdi>Wound care</bdi>');
    for (const path of [inside, closed]) expect(toBen).toContain(bare(path));
    expect(toBen).not.toMatch(/only nurses|Wound care/);
  });

  it('has no title once the thread is hidden, or where nothing is', async () => {
    const told = await begin(ben, home, { title: 'Soon hidden' });
    const nowhere = at(told).replace(idOf(told), '019a21c3-0000-7000-8000-000000000000');
    const thread = await begin(ana, home, { body: `${at(told)}\n\n${nowhere}` });
    expect(postIn(await ben.get(thread), 1)).toContain('Soon hidden');
    await world.house.database.within(world.organizationId, (tx) =>
      tx.updateTable('threads').set({ standing: 'hidden' }).where('id', '=', idOf(told)).execute(),
    );
    const post = postIn(await ben.get(thread), 1);
    expect(post).toContain(bare(told));
    expect(post).toContain(`>${nowhere}</a>`);
  });

  it('tells nothing of another organization', async () => {
    const there = await world.neighbour('Other University');
    const abroad = await there.launch({ person: nora, role: 'instructor', course: tutors });
    const foreign = await foundCommunity(abroad, { name: 'Foreign affairs' });
    const far = await begin(abroad, foreign, { title: 'Not from here' });
    const thread = await begin(ben, home, { body: `${at(far)}\n\n${at(foreign)}` });
    const post = postIn(await ben.get(thread), 1);
    expect(post).toContain(bare(far));
    expect(post).not.toMatch(/Not from here|Foreign affairs/);
  });

  it('keeps words of its own, and other sites keep their addresses', async () => {
    const told = await begin(ben, home, { title: 'Told by its title' });
    const elsewhere = at(told).replace('localhost', 'example.org');
    const lookalike = at(told).replace('//', '//x.');
    const body = `[My words](${at(told)}) ${elsewhere} ${lookalike} \`${at(told)}\``;
    const thread = await begin(ben, home, { body });
    const post = postIn(await ben.get(thread), 1);
    expect(post).toContain('>My words</a>');
    expect(post).toContain(`>${elsewhere}</a>`);
    expect(post).toContain(`<code>${at(told)}</code>`);
    expect(post).not.toContain('Told by its title');
  });

  it('is called so in the preview', async () => {
    const told = await begin(ben, home, { title: 'Seen before it is posted' });
    const form = await ben.get(`${home}/threads/new`);
    const fields = { body: at(told), _preview: 'body' };
    const preview = await ben.press(form, `${home}/threads`, fields, '/preview');
    expect(preview.body).toContain(`<a href="${told}"><bdi>Seen before it is posted</bdi></a>`);
  });

  it('takes one look for all the addresses of a page', async () => {
    const told = await begin(ben, home, { title: 'Often named' });
    const thread = await begin(ben, home, { body: at(told) });
    for (const number of [1, 2, 3])
      await answerTo(ben, thread, `${number} ${at(told)} ${at(home)}`);
    const page = await ben.get(thread);
    for (const postNo of [1, 2, 3, 4]) expect(postIn(page, postNo)).toContain('Often named');
    expect(
      await onPost(ana, thread, { postNo: 2, deed: 'reactions', fields: { give: 'thanks' } }),
    ).toMatchObject({ status: 303 });
  });
});
