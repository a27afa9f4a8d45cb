import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AskFor } from '../../src/jobs/index.ts';
import { engine } from '../support/database.ts';
import { errand, openQueueHouse, until, type QueueHouse } from './queue-house.ts';

const Task = z.object({ number: z.number(), isLong: z.boolean() });
type Task = z.infer<typeof Task>;

/** A process that works, and what it said it did. */
interface Worker {
  child: ChildProcess;
  begun: number[];
  done: number[];
}

/** Two processes need a database that two may open. */
describe.runIf(engine === 'postgresql')('two processes that share a queue', () => {
  let house: QueueHouse;
  let ask: AskFor<Task>;
  let workers: Worker[];

  function startWorker(): Worker {
    const script = fileURLToPath(new URL('worker.mjs', import.meta.url));
    const url = 'url' in house.place ? house.place.url : '';
    const child = fork(script, [url], { env: { ...process.env, NODE_OPTIONS: '' } });
    const worker: Worker = { child, begun: [], done: [] };
    const Word = z.object({ begun: z.number().optional(), done: z.number().optional() });
    child.on('message', (message: unknown) => {
      const { begun, done } = Word.parse(message);
      if (begun !== undefined) worker.begun.push(begun);
      if (done !== undefined) worker.done.push(done);
    });
    return worker;
  }

  beforeAll(async () => {
    house = await openQueueHouse();
  });

  beforeEach(() => {
    const work = async () => {};
    ask = house.jobs().register({ ...errand({ work }), payload: Task, work });
    workers = [startWorker(), startWorker()];
  });

  afterEach(async () => {
    const alive = workers.filter(({ child }) => child.connected);
    const ends = alive.map(({ child }) => once(child, 'exit'));
    for (const { child } of alive) child.send('close');
    await Promise.all(ends);
    await house.clear();
  });

  afterAll(() => house.close());

  const everythingDone = () => workers.flatMap(({ done }) => done);

  it('do each job once, and both do some', async () => {
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    // One more than either does at once: however late the other is, it has to take one.
    const isLong = (number: number) => number < 3;
    for (const number of numbers) await ask({ number, isLong: isLong(number) });
    await until(() => workers.flatMap(({ begun }) => begun).filter(isLong).length === 3);
    for (const { child } of workers) child.send('go on');

    await until(() => everythingDone().length >= numbers.length);
    await until(async () => (await house.states()).every((state) => state === 'completed'));

    expect(everythingDone().toSorted((a, b) => a - b)).toEqual(numbers);
    for (const { done } of workers) expect(done.length).toBeGreaterThan(0);
  });

  it('finish what the other was killed in', async () => {
    await ask({ number: 1, isLong: true });
    await until(() => workers.some(({ begun }) => begun.length > 0));
    const [killed, survivor] = workers.toSorted((a, b) => b.begun.length - a.begun.length);
    const end = killed && once(killed.child, 'exit');
    killed?.child.kill('SIGKILL');
    await end;
    expect(await house.states()).toEqual(['active']);

    // Its time runs out.
    await house.db.atTheQueue(`update jobs.job set started_on = now() - interval '1 hour'`);
    await until(() => survivor?.begun.length === 1);
    survivor?.child.send('go on');

    await until(async () => (await house.states())[0] === 'completed');
    expect(survivor?.done).toEqual([1]);
    expect(killed?.done).toEqual([]);
  });
});
