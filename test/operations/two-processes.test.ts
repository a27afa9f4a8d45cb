import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setTimeout } from 'node:timers/promises';
import { v4 } from 'uuid';
import { engine } from '../support/database.ts';
import { ana, ben, tutors } from '../support/platform/launch-claims.ts';
import { foundCommunity, type Visitor } from '../support/world.ts';
import { openTwoPrograms, type TwoPrograms } from './two-programs.ts';

const people = 6;
// As src/discussions/thread.ts has it.
const postsPerPage = 50;

/** Two processes need a database that two may open. */
describe.runIf(engine === 'postgresql')('two processes behind one address', () => {
  let two: TwoPrograms;
  let home: string;
  let thread: string;

  beforeAll(async () => {
    two = await openTwoPrograms();
    const teacher = await two.launch({ person: ana, role: 'instructor', course: tutors });
    home = await foundCommunity(teacher);
    thread = await begin(teacher);
  });

  afterAll(() => two.close());

  async function begin(who: Visitor): Promise<string> {
    const form = await who.get(`${home}/threads/new`);
    const words = { kind: 'question', title: 'Who is there?', body: 'Everybody say something.' };
    return (await who.press(form, `${home}/threads`, words)).location?.pathname ?? '';
  }

  /** Launches, reads and posts, twice with one press, until told to stop. @returns what was posted */
  async function keepBusy(number: number, stop: AbortSignal): Promise<string[]> {
    const person = { ...ben, sub: `person-${number}`, given: `Ben${number}` };
    const posted: string[] = [];
    while (!stop.aborted) {
      const visitor = await two.launch({ person, role: 'learner', course: tutors });
      expect(visitor.arrived.status).toBe(200);
      const page = await visitor.get(thread);
      expect(page.status).toBe(200);
      const body = `said-${v4()}`;
      const press = () => visitor.press(page, `${thread}/posts`, { body });
      const answers = await Promise.all([press(), press()]);
      expect(answers.map(({ status }) => status)).toEqual([303, 303]);
      posted.push(body);
    }
    return posted;
  }

  async function postsOf(reader: Visitor): Promise<string[]> {
    const found: string[] = [];
    for (let from = 1; ; from += postsPerPage) {
      const { body } = await reader.get(`${thread}?from=${from}`);
      const said = body.match(/said-[0-9a-f-]{36}/g) ?? [];
      if (said.length === 0) return found;
      found.push(...said);
    }
  }

  /** SIGTERM in mid-load, until the process is gone, and another takes its place. */
  async function replace(index: 0 | 1): Promise<void> {
    const leaving = two.programs[index];
    leaving?.signal('SIGTERM');
    expect(await leaving?.ended).toBe(0);
    expect(leaving?.stderr).toBe('');
    await setTimeout(500);
    two.programs[index] = two.start(two.ports[index]);
    two.programs.pop();
    await two.untilReady(two.ports[index]);
    await setTimeout(500);
  }

  it('lose nothing and double nothing while one and then the other is replaced', async () => {
    const stop = new AbortController();
    const busy = Promise.all(
      Array.from({ length: people }, (_, number) => keepBusy(number, stop.signal)),
    );
    await setTimeout(1000);
    await replace(0);
    await replace(1);
    stop.abort();
    const posted = (await busy).flat();

    expect(posted.length).toBeGreaterThan(people * 3);
    for (const port of two.ports) expect(two.balancer.served.get(port)).toBeGreaterThan(20);
    const reader = await two.launch({ person: ana, role: 'instructor', course: tutors });
    const kept = await postsOf(reader);
    expect(kept.toSorted()).toEqual(posted.toSorted());
  }, 120_000);

  it('close again when nobody is there', async () => {
    for (const program of two.programs) program.signal('SIGTERM');
    expect(await Promise.all(two.programs.map(({ ended }) => ended))).toEqual([0, 0]);
  });
});
