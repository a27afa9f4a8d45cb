import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { askLikelyHelpers } from '../../src/discussions/index.ts';
import { ben, tutors, type Person } from '../support/platform/launch-claims.ts';
import { answerTo, begin, onPost } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const someone = (given: string): Person => ({
  sub: `person-${given}`,
  given,
  family: 'Kim',
  email: `${given}@lms.test`,
});

let world: World;
let home: string;
/** Who asks, who helped somebody with this topic, and who never did. */
let asker: Visitor;
let helper: Visitor;
let other: Visitor;
let topicId: string;

const comes = (person: Person) => world.launch({ person, role: 'learner', course: tutors });
const idOf = (path: string) => path.split('/').at(-1) ?? '';

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  [asker, helper, other] = [
    await comes(ben),
    await comes(someone('dana')),
    await comes(someone('ove')),
  ];
  const { body } = await asker.get(`${home}/threads/new`);
  topicId = /<option value="([\w-]{36})"[^>]*>feedback/.exec(body)?.[1] ?? '';
  const settled = await begin(asker, home, { title: 'How long a comment?', topic: topicId });
  await answerTo(helper, settled, 'Two lines.');
  await answerTo(other, settled, 'No idea.');
  await onPost(asker, settled, { postNo: 2, deed: 'acceptance', fields: { wish: 'give' } });
});

afterAll(() => world.close());

const waitingFor = async (days: number, title: string, fields: object = { topic: topicId }) => {
  const thread = await begin(asker, home, { title, ...fields });
  await world.house.database.within(world.organizationId, (tx) =>
    sql`update threads set created_at = now() - make_interval(days => ${days}) where id = ${idOf(thread)}`.execute(
      tx,
    ),
  );
  return thread;
};

/** An hour passes. */
const askAround = () =>
  askLikelyHelpers({ db: world.house.database, now: () => new Date() }).work(
    {},
    AbortSignal.timeout(60_000),
  );

const isAsked = async (who: Visitor, title: string, page = home) => {
  const { body } = await who.get(page);
  const [, asked = ''] = body.split('id="helps"');
  return (asked.split('</section>')[0] ?? '').includes(title);
};

describe('R27: a question that waits longer than its community chose', () => {
  it('is shown to whoever helped with its topic before, here and among their communities, and to nobody else', async () => {
    await waitingFor(5, 'Red pen or green?');
    await askAround();

    expect(await isAsked(helper, 'Red pen or green?')).toBe(true);
    expect(await isAsked(helper, 'Red pen or green?', '/')).toBe(true);
    for (const who of [asker, other, await world.ana()])
      expect(await isAsked(who, 'Red pen or green?')).toBe(false);
  });

  it('is not, before that, nor where nobody helped with its topic', async () => {
    await waitingFor(0, 'Asked just now');
    await waitingFor(5, 'Of no topic', {});
    await askAround();

    expect(await isAsked(helper, 'Asked just now')).toBe(false);
    expect(await isAsked(helper, 'Of no topic')).toBe(false);
  });

  it('is shown until somebody replies', async () => {
    const thread = await waitingFor(5, 'Marks or words?');
    await askAround();
    expect(await isAsked(helper, 'Marks or words?')).toBe(true);

    await answerTo(other, thread, 'Words.');

    expect(await isAsked(helper, 'Marks or words?')).toBe(false);
  });

  it('is asked about once: who looked at it is not asked again', async () => {
    const thread = await waitingFor(5, 'How soon?');
    await askAround();
    expect(await isAsked(helper, 'How soon?')).toBe(true);

    await helper.get(thread);
    await askAround();

    expect(await isAsked(helper, 'How soon?')).toBe(false);
  });

  it('leaves in peace whoever wants no news of the community', async () => {
    const form = await helper.get(`${home}/following`);
    await helper.press(form, `${home}/following`, { community: 'muted', [topicId]: 'inherited' });
    await waitingFor(5, 'Anybody?');
    await askAround();

    expect(await isAsked(helper, 'Anybody?')).toBe(false);
  });
});
