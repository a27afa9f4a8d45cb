import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v4 } from 'uuid';
import { ana, ben, tutors, type Course, type Person } from '../support/platform/launch-claims.ts';
import { lti } from '../support/platform/vocabulary.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };
const notice = 'What this activity led to is not here any more, or is not yours to see.';

let world: World;
let home: string;
let thread: string;
/** Of a community that only Dana belongs to. */
let secret: string;
/** Of Ana's community, and hidden by her. */
let hidden: string;
/** The id by which we know the course that Ana teaches. */
let tutorsId: string;

const course = (id: string): Course => ({ id, label: id, title: `Course ${id}` });
const idOf = (path: string) => path.split('/').at(-1) ?? '';

async function ask(who: Visitor, community: string, title: string): Promise<string> {
  const form = await who.get(`${community}/threads/new`);
  const fields = { kind: 'question', title, body: 'Who knows?' };
  return (await who.press(form, `${community}/threads`, fields)).location?.pathname ?? '';
}

beforeAll(async () => {
  world = await openWorld();
  const teacher = await world.ana();
  tutorsId = teacher.arrived.url.pathname.split('/')[2] ?? '';
  home = await world.community();
  thread = await ask(await world.ben(), home, 'How do you mark drafts?');
  const theirs = await world.launch({ person: dana, role: 'instructor', course: course('ward') });
  const ward = await foundCommunity(theirs, {
    name: 'Ward nine',
    purpose: 'Ours.',
    topics: 'ward',
  });
  secret = await ask(theirs, ward, 'What nobody else may know');
  hidden = await ask(teacher, home, 'What nobody else may know any more');
  const hide = `${hidden}/posts/1/care/hide`;
  const against = { rule: 'private', words: 'It names a person.' };
  await teacher.press(await teacher.get(hide), hide, against);
});

afterAll(() => world.close());

/** Opens an activity whose custom parameters are these. */
const openActivity = (
  custom: Record<string, string>,
  who: { person?: Person; role?: 'instructor' | 'learner'; course?: Course | undefined } = {},
) =>
  world.launch({
    person: ben,
    role: 'learner',
    course: tutors,
    targetLinkUri: `${world.house.url}/lti/launch`,
    claims: { [lti('custom')]: custom },
    ...who,
  });

const customOf = (path: string) => {
  const [, , communityId = '', , threadId = ''] = path.split('/');
  return {
    guildhall_view: 'thread',
    guildhall_community: communityId,
    guildhall_thread: threadId,
  };
};

describe('opening an activity that was placed', () => {
  it('leads straight to the thread, also whoever comes for the first time', async () => {
    const eve: Person = { sub: 'person-eve', given: 'Eve', family: 'Ng', email: 'eve@lms.test' };

    const { arrived } = await openActivity(customOf(thread), { person: eve });

    expect(arrived.url.pathname).toBe(thread);
    expect(arrived.body).toContain('How do you mark drafts?');
  });

  it("leads to a community's talk, and to its front page", async () => {
    const guildhall_community = idOf(home);

    const talk = await openActivity({ guildhall_view: 'talk', guildhall_community });
    const front = await openActivity({ guildhall_view: 'home', guildhall_community });

    expect(talk.arrived.url.pathname).toBe(`${home}/threads`);
    expect(front.arrived.url.pathname).toBe(home);
    expect(front.arrived.body).not.toContain(notice);
  });

  it("leads to the course's own community where it names none", async () => {
    const { arrived } = await openActivity({ guildhall_view: 'home', guildhall_course: tutorsId });

    expect(arrived.url.pathname).toBe(home);
    expect(arrived.body).not.toContain(notice);
  });

  it.each<[string, () => Record<string, string>]>([
    ['a thread that is gone', () => ({ ...customOf(thread), guildhall_thread: v4() })],
    ['a thread they may not read', () => customOf(secret)],
    ['a thread that was hidden', () => customOf(hidden)],
    ['a community that is gone', () => ({ guildhall_view: 'talk', guildhall_community: v4() })],
    [
      'a community they may not read',
      () => ({ guildhall_view: 'home', guildhall_community: secret.split('/')[2] ?? '' }),
    ],
    ['a kind there is not', () => ({ ...customOf(thread), guildhall_view: 'poem' })],
    ['no id', () => ({ ...customOf(thread), guildhall_thread: "' or 1=1 --" })],
    ['no id of a community', () => ({ ...customOf(thread), guildhall_community: '12' })],
  ])('ends at the course’s door, with a word on why, where it names %s', async (_what, custom) => {
    const { arrived } = await openActivity(custom());

    expect(arrived.status).toBe(200);
    expect(arrived.url.pathname).toBe(home);
    expect(arrived.body).toContain(notice);
    expect(arrived.body).not.toContain('What nobody else may know');
    expect(arrived.body).not.toContain('Ward nine');
  });

  it('says the same where there is no course to lead to', async () => {
    const { arrived } = await openActivity(customOf(secret), { course: undefined });

    expect(arrived.url.pathname).toBe('/');
    expect(arrived.body).toContain(notice);
  });
});

describe('opening an activity that came with a copied course', () => {
  const copied = () => ({ ...customOf(thread), guildhall_course: tutorsId });

  it('asks the instructor where the copy belongs, and knows where it came from', async () => {
    const copy = course('copy');

    const { arrived } = await openActivity(copied(), {
      person: ana,
      role: 'instructor',
      course: copy,
    });

    expect(arrived.url.pathname).toMatch(/^\/courses\/[0-9a-f-]+\/set-up$/);
    expect(arrived.body).toContain('Tutors');
    const learner = await openActivity({}, { course: copy });
    expect(learner.arrived.body).toContain('Your instructor is setting this up');
  });

  it('lets those in who belong to the community anyway, and nobody else', async () => {
    const copy = course('another-copy');

    const member = await openActivity(copied(), { course: copy });
    const stranger = await openActivity(copied(), { person: dana, course: copy });

    expect(member.arrived.url.pathname).toBe(thread);
    expect(stranger.arrived.body).toContain('Your instructor is setting this up');
    expect(stranger.arrived.body).not.toContain('How do you mark drafts?');
  });

  it.each([v4(), 'nonsense', '$Context.id'])('takes %s for no origin', async (origin) => {
    const copy = course(`copy-of-${origin}`);
    const custom = { guildhall_view: 'home', guildhall_course: origin };

    const who = { person: ana, role: 'instructor', course: copy } as const;
    const { arrived } = await openActivity(custom, who);

    expect(arrived.url.pathname).toMatch(/\/set-up$/);
    expect(arrived.body).not.toContain('Tutors');
  });
});
