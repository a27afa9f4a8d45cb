import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { engine } from '../support/database.ts';
import { ana, ben, tutors } from '../support/platform/launch-claims.ts';
import { begin } from '../support/talk.ts';
import { foundCommunity, type Visitor } from '../support/world.ts';
import { openTwoPrograms, type TwoPrograms } from './two-programs.ts';

const people = 20;
const repliesOfEach = 4;
const outageMs = 10_000;

/** Two processes need a database that two may open. */
describe.runIf(engine === 'postgresql')(
  'twenty people who write in one thread at once, by two processes',
  () => {
    let two: TwoPrograms;
    let teacher: Visitor;
    let thread: string;
    let writers: Visitor[];
    /** What people were told while their words could not be taken. */
    const told: { status: number; body: string; words: string }[] = [];

    beforeAll(async () => {
      two = await openTwoPrograms();
      teacher = await two.launch({ person: ana, role: 'instructor', course: tutors });
      thread = await begin(teacher, await foundCommunity(teacher));
      writers = [];
      for (let number = 0; number < people; number += 1) {
        const person = { ...ben, sub: `person-${number}`, given: `Ben${number}` };
        writers.push(await two.launch({ person, role: 'learner', course: tutors }));
      }
    });

    afterAll(() => two.close());

    /** Nobody gets to the database, and whoever is there is sent away. */
    async function pullAway(work: () => Promise<void>): Promise<void> {
      const name = new URL(two.databaseUrl).pathname.slice(1);
      const server = new pg.Client({ connectionString: process.env['GUILDHALL_TEST_SERVER'] });
      await server.connect();
      try {
        await server.query(`alter database ${name} allow_connections false`);
        await server.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
          [name],
        );
        await work();
      } finally {
        await server.query(`alter database ${name} allow_connections true`);
        await server.end();
      }
    }

    /** Presses the same form until it is taken, as the editor does, and twice at that. */
    async function insist(writer: Visitor, words: string): Promise<void> {
      const page = await untilRead(writer);
      for (;;) {
        const press = () => writer.press(page, `${thread}/posts`, { body: words });
        const answers = await Promise.all([press(), press()]);
        for (const { status, body } of answers) {
          if (status !== 303) told.push({ status, body, words });
        }
        if (answers.some(({ status }) => status === 303)) return;
        await setTimeout(200);
      }
    }

    async function untilRead(writer: Visitor) {
      for (;;) {
        const page = await writer.get(thread);
        if (page.status === 200) return page;
        await setTimeout(200);
      }
    }

    async function hears(port: number, who: Visitor, lastPostNo: number): Promise<void> {
      const answer = await fetch(
        `http://127.0.0.1:${port}${thread}/live?lastPostNo=${lastPostNo - 1}&changes=0`,
        { headers: { Accept: 'application/json', ...who.browser.scriptHeaders(two.balancer.url) } },
      );
      expect(await answer.json()).toMatchObject({ lastPostNo, count: 1 });
    }

    it('lose nothing and double nothing, though the database is away in the middle', async () => {
      const words = writers.map((_, writer) =>
        Array.from({ length: repliesOfEach }, (__, reply) => `said-${writer}-${reply}-end`),
      );
      const writing = Promise.all(
        writers.map(async (writer, number) => {
          for (const body of words[number] ?? []) await insist(writer, body);
        }),
      );
      await setTimeout(500);
      await pullAway(() => setTimeout(outageMs));
      await writing;

      const said: string[] = [];
      const numbers: number[] = [];
      const expected = 1 + people * repliesOfEach;
      for (let from = 1; from <= expected; from += 50) {
        const { body } = await teacher.get(`${thread}?from=${from}`);
        said.push(...(body.match(/said-\d+-\d+-end/g) ?? []));
        numbers.push(...[...body.matchAll(/id="post-(\d+)"/g)].map(([, number]) => Number(number)));
      }
      expect(said.toSorted()).toEqual(words.flat().toSorted());
      const inOrder = numbers.toSorted((one, other) => one - other);
      expect(inOrder).toEqual(Array.from({ length: expected }, (_, index) => index + 1));
      for (const port of two.ports) await hears(port, teacher, expected);
    });

    it('are told, with their words still there', () => {
      const byProgram = told.filter(({ body }) => body.includes('<!doctype html>'));
      expect(byProgram.length).toBeGreaterThan(0);
      for (const { status, body, words } of byProgram) {
        expect(status).toBe(503);
        expect(body).toContain(words);
      }
    });
  },
);
