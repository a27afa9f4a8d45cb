import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { v4 } from 'uuid';
import { openDatabase } from '../../src/db/index.ts';
import { rememberPlatform } from '../../src/lti/index.ts';
import { freePort, run, type Program } from '../program/program.ts';
import { engine, freshDatabase, type FreshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/house.ts';
import { ana, ben, tutors } from '../support/platform/launch-claims.ts';
import { TestPlatform } from '../support/platform/platform.ts';
import { foundCommunity, visit, type Visitor } from '../support/world.ts';
import { openBalancer, type Balancer } from './balancer.ts';

/** Two processes need a database that two may open. */
const describeOnServer = engine === 'postgresql' ? describe : describe.skip;

const people = 6;
// As src/discussions/thread.ts has it.
const postsPerPage = 50;

describeOnServer('two processes behind one address', () => {
  const folder = temporaryFolder();
  const programs: Program[] = [];
  let fresh: FreshDatabase;
  let platform: TestPlatform;
  let balancer: Balancer;
  let ports: [number, number];
  let home: string;
  let thread: string;

  function start(port: number): Program {
    const program = run('main', {
      DATABASE_URL: 'url' in fresh.place ? fresh.place.url : '',
      DATA_DIR: `${folder.path}/${port}`,
      SECRET: 'the same long secret in both of the processes',
      PORT: `${port}`,
      PUBLIC_URL: balancer.url,
      DEMO: 'off',
      WRITES_PER_MINUTE: '100000',
      READS_PER_MINUTE: '100000',
      DRAIN_NOTICE_SECONDS: '1',
    });
    programs.push(program);
    return program;
  }

  async function untilReady(port: number): Promise<void> {
    while (!balancer.isReady(port)) await setTimeout(20);
  }

  const launch = (shape: object) => visit({ url: balancer.url, platform }, shape);

  beforeAll(async () => {
    fresh = await freshDatabase();
    platform = await TestPlatform.start();
    ports = [await freePort(), await freePort()];
    balancer = await openBalancer(ports);
    const db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 20_000 });
    await rememberPlatform(db, 'Open University', {
      ...platform.details(platform.install(balancer.url)),
      name: 'Test platform',
      productFamily: null,
      tokenAudience: null,
    });
    await db.close();
    for (const port of ports) start(port);
    await Promise.all(ports.map(untilReady));
    const teacher = await launch({ person: ana, role: 'instructor', course: tutors });
    home = await foundCommunity(teacher);
    thread = await begin(teacher);
  });

  afterAll(async () => {
    for (const program of programs) program.signal('SIGKILL');
    await Promise.all(programs.map(({ ended }) => ended));
    await balancer.close();
    await platform.close();
    await fresh.dispose();
    folder.remove();
  });

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
      const visitor = await launch({ person, role: 'learner', course: tutors });
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
    const leaving = programs[index];
    leaving?.signal('SIGTERM');
    expect(await leaving?.ended).toBe(0);
    expect(leaving?.stderr).toBe('');
    await setTimeout(500);
    programs[index] = start(ports[index]);
    programs.pop();
    await untilReady(ports[index]);
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
    for (const port of ports) expect(balancer.served.get(port)).toBeGreaterThan(20);
    const reader = await launch({ person: ana, role: 'instructor', course: tutors });
    const kept = await postsOf(reader);
    expect(kept.toSorted()).toEqual(posted.toSorted());
  }, 120_000);

  it('close again when nobody is there', async () => {
    for (const program of programs) program.signal('SIGTERM');
    expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual([0, 0]);
  });
});
