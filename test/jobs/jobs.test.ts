import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/db/index.ts';
import { NotFound } from '../../src/errors.ts';
import { failedJobs } from '../../src/jobs/index.ts';
import { chore, errand, openQueueHouse, queueName, until, type QueueHouse } from './queue-house.ts';

let house: QueueHouse;

beforeAll(async () => {
  house = await openQueueHouse();
});

afterEach(() => house.clear());

afterAll(() => house.close());

/** Until the signal says to break off. */
async function brokenOff(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

const never = () => new Promise<never>(() => {});

describe('a job', () => {
  it('is done in the background, with what it was told', async () => {
    const done: number[] = [];
    const jobs = house.jobs();
    const ask = jobs.register(errand({ work: async ({ number }) => void done.push(number) }));
    jobs.start();

    await ask({ number: 1 });
    await ask({ number: 2 });

    await until(() => done.length === 2);
    expect(done).toEqual([1, 2]);
    await until(async () => (await house.states()).every((state) => state === 'completed'));
  });

  it('waits for a process that does it, when the one that asked does not', async () => {
    const done: number[] = [];
    await house.jobs().register(errand({ work: never }))({ number: 1 });
    expect(await house.states()).toEqual(['created']);

    const jobs = house.jobs();
    jobs.register(errand({ work: async ({ number }) => void done.push(number) }));
    jobs.start();

    await until(() => done.length > 0);
    expect(done).toEqual([1]);
  });

  it('is asked for in vain while an equal one waits, which then waits no longer', async () => {
    const done: number[] = [];
    const jobs = house.jobs();
    const ask = jobs.register(errand({ work: async ({ number }) => void done.push(number) }));

    await ask({ number: 1 }, 3600);
    await ask({ number: 1 }, 3600);
    await ask({ number: 2 }, 3600);
    expect(await house.states()).toEqual(['created', 'created']);
    await ask({ number: 1 });
    expect(await house.states()).toEqual(['created', 'created']);
    jobs.start();

    // What is done is written down a moment later.
    await until(async () => (await house.states()).includes('completed'));
    expect(done).toEqual([1]);
    expect((await house.states()).toSorted()).toEqual(['completed', 'created']);
  });

  it('runs beside others, but never beside its equal, which has its turn after', async () => {
    const begun: number[] = [];
    const finish: (() => void)[] = [];
    const work = async ({ number }: { number: number }) => {
      begun.push(number);
      await new Promise<void>((resolve) => {
        finish.push(resolve);
      });
    };
    const both = [house.jobs(), house.jobs()];
    const [ask] = both.map((jobs) => jobs.register(errand({ work, atOnce: 2 })));
    for (const jobs of both) jobs.start();

    await ask?.({ number: 1 });
    await ask?.({ number: 2 });
    await until(() => begun.length === 2);
    await ask?.({ number: 1 });
    // Long enough for each of the four to look.
    await pause(300);
    expect(new Set(begun)).toEqual(new Set([1, 2]));
    expect(begun).toHaveLength(2);

    for (const done of finish.splice(0)) done();
    await until(() => begun.length === 3);
    expect(begun.at(-1)).toBe(1);
    for (const done of finish.splice(0)) done();
    await until(async () => (await house.states()).every((state) => state === 'completed'));
  });

  it('holds ids and nothing else that comes with them', async () => {
    const given = { number: 1, name: 'Ana Moreno' };
    await house.jobs().register(errand({ work: never }))(given);

    const { rows } = await house.db.atTheQueue('select * from jobs.job where name = $1', [
      queueName,
    ]);

    expect(JSON.stringify(rows)).toContain('"data":{"number":1}');
    expect(JSON.stringify(rows)).not.toContain('Ana');
  });
});

describe('a job that fails', () => {
  it('is tried again after pauses, and is given up at last, for all who look to see', async () => {
    const told: unknown[] = [];
    const outcomes: string[] = [];
    const jobs = house.jobs({ onFinished: ({ outcome }) => outcomes.push(outcome) });
    const ask = jobs.register(
      errand({
        work: async () => {
          throw new NotFound('There is no "Ana Moreno"');
        },
        givenUp: async (payload, cause) => void told.push(payload, cause),
      }),
    );
    jobs.start();

    await ask({ number: 7 });
    await until(async () => {
      await house.hurry();
      return outcomes.includes('given_up');
    });

    expect(outcomes).toEqual(['failed', 'failed', 'given_up']);
    await until(() => told.length > 0);
    expect(told).toEqual([{ number: 7 }, expect.any(NotFound)]);
    const [failed] = await failedJobs(house.db);
    expect(failed).toMatchObject({
      queue: queueName,
      payload: { number: 7 },
      tries: 3,
      error: 'NotFound',
      code: 'not_found',
    });
    const errors = house.logged().filter(({ level }) => Number(level) >= 50);
    expect(errors).toMatchObject([{ msg: 'job given up', queue: queueName, job: failed?.id }]);
    expect(JSON.stringify([failed, house.logged()])).not.toContain('Ana');
  });

  it('waits about twice as long each time', async () => {
    const pauses: number[] = [];
    let tries = 0;
    const jobs = house.jobs();
    const work = async () => {
      tries += 1;
      throw new NotFound('Nothing here');
    };
    const ask = jobs.register(errand({ work, retries: 3, firstPauseSeconds: 100 }));
    jobs.start();
    await ask({ number: 1 });

    for (let wanted = 1; wanted <= 3; wanted += 1) {
      await until(async () => tries === wanted && (await house.states())[0] === 'retry');
      const { rows } = await house.db.atTheQueue(
        `select extract(epoch from start_after - now())::integer as seconds from jobs.job`,
      );
      pauses.push(...rows.map((row) => Number(Object(row).seconds)));
      await house.hurry();
    }

    const [first = 0, second = 0, third = 0] = pauses;
    // The library takes a random moment of the later half: 100 to 200, 200 to 400, 400 to 800.
    for (const [seconds, least] of [
      [first, 90],
      [second, 190],
      [third, 390],
    ] as const) {
      expect(seconds).toBeGreaterThan(least);
      expect(seconds).toBeLessThanOrEqual((least + 10) * 2);
    }
  });

  it('is broken off when it takes too long', async () => {
    const broken: string[] = [];
    const jobs = house.jobs();
    const work = (_: object, signal: AbortSignal) =>
      brokenOff(signal).catch((cause: unknown) => {
        broken.push(cause instanceof Error ? cause.name : '');
        throw cause;
      });
    const ask = jobs.register(errand({ work, limitSeconds: 1, retries: 0 }));
    jobs.start();

    await ask({ number: 1 });

    await until(async () => (await house.states())[0] === 'failed');
    expect(broken).toEqual(['TookTooLong']);
  });

  it('is given up without a word of what it was told, where that makes no sense', async () => {
    const jobs = house.jobs();
    jobs.register(errand({ work: never, retries: 0 }));
    await house.db.atTheQueue(
      `insert into jobs.job (name, data, retry_limit, policy) values ($1, $2, 0, 'stately')`,
      [queueName, JSON.stringify({ number: 'Ana Moreno' })],
    );
    jobs.start();

    await until(async () => (await house.states())[0] === 'failed');
    expect(JSON.stringify(house.logged())).not.toContain('Ana');
    expect(await failedJobs(house.db)).toMatchObject([{ error: 'ZodError' }]);
  });
});

describe('work that is due by the clock', () => {
  it('is done at the start and then once in every stretch, however many processes run', async () => {
    let done = 0;
    const work = async () => void (done += 1);
    const both = [house.jobs(), house.jobs()];
    for (const jobs of both) {
      jobs.register(chore(work));
      jobs.start();
    }

    await until(() => done > 0);
    await Promise.all(both.map((jobs) => jobs.stop(5000)));
    const later = house.jobs();
    later.register(chore(work));
    later.start();
    await pause(500);
    expect(done).toBe(1);

    // An hour passes.
    await house.db.atTheQueue(
      `update jobs.job set singleton_on = singleton_on - interval '1 hour' where name = $1`,
      [queueName],
    );
    await until(() => done === 2);
  });
});

describe('when the program ends', () => {
  it('what runs may finish, and nothing else begins', async () => {
    const begun: number[] = [];
    const done: number[] = [];
    let finish = () => {};
    const jobs = house.jobs();
    const ask = jobs.register(
      errand({
        work: async ({ number }) => {
          begun.push(number);
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          done.push(number);
        },
      }),
    );
    jobs.start();
    await ask({ number: 1 });
    await ask({ number: 2 });
    await until(() => begun.length === 1);

    const stopped = jobs.stop(30_000);
    finish();
    await stopped;

    expect(done).toEqual([1]);
    expect(begun).toEqual([1]);
    expect(await house.states()).toEqual(['completed', 'created']);
  });

  it('what takes longer goes back to the queue, even from its last try, and another finishes it', async () => {
    const outcomes: string[] = [];
    const done: number[] = [];
    const jobs = house.jobs({ onFinished: ({ outcome }) => outcomes.push(outcome) });
    let begun = false;
    const ask = jobs.register(
      errand({
        retries: 0,
        work: (_, signal) => {
          begun = true;
          return brokenOff(signal);
        },
      }),
    );
    jobs.start();
    await ask({ number: 1 });
    await until(() => begun);

    await jobs.stop(50);

    expect(outcomes).toEqual(['given_back']);
    expect(await house.states()).toEqual(['retry']);
    const next = house.jobs();
    next.register(errand({ work: async ({ number }) => void done.push(number) }));
    next.start();
    await house.hurry();
    await until(() => done.length > 0);
    expect(done).toEqual([1]);
    expect(house.logged().filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});

describe('a process that died', () => {
  it('leaves its job to whoever finds it after its time', async () => {
    const done: number[] = [];
    const jobs = house.jobs();
    const ask = jobs.register(errand({ work: async ({ number }) => void done.push(number) }));
    await ask({ number: 1 });
    await house.db.atTheQueue(
      `update jobs.job set state = 'active', started_on = now() - interval '1 hour' where name = $1`,
      [queueName],
    );

    jobs.start();

    await until(async () => {
      await house.hurry();
      return done.length > 0;
    });
    expect(done).toEqual([1]);
  });
});

/** The same database with a queue that answers only while it is switched on. */
function switched(db: Database): { db: Database; isOn: boolean } {
  const place = {
    isOn: true,
    db: {
      ...db,
      atTheQueue: (text: string, values?: readonly unknown[]) =>
        place.isOn
          ? db.atTheQueue(text, values)
          : Promise.reject(new Error('The database is away')),
    },
  };
  return place;
}

describe('a database that is away', () => {
  it('is waited for, with one line when it goes and one when it is back', async () => {
    const place = switched(house.db);
    const done: number[] = [];
    place.isOn = false;
    const jobs = house.jobs({ db: place.db });
    const ask = jobs.register(errand({ work: async ({ number }) => void done.push(number) }));
    jobs.start();
    await expect(ask({ number: 1 })).rejects.toThrow('The database is away');
    await pause(400);

    place.isOn = true;
    await ask({ number: 2 });
    await until(() => done.length > 0);

    expect(done).toEqual([2]);
    expect(house.logged().map(({ msg }) => msg)).toEqual([
      'the queue of jobs stands still',
      'the queue of jobs goes on',
    ]);
  });

  it('when a job ends leaves the job to be done again, and the process alive', async () => {
    const place = switched(house.db);
    let done = 0;
    const jobs = house.jobs({ db: place.db });
    const ask = jobs.register(
      errand({
        work: async () => {
          done += 1;
          place.isOn = done > 1;
        },
      }),
    );
    jobs.start();
    await ask({ number: 1 });
    await until(() => house.logged().some(({ msg }) => msg === 'the end of a job went unheard'));

    place.isOn = true;
    await house.db.atTheQueue(`update jobs.job set started_on = now() - interval '1 hour'`);
    await until(async () => {
      await house.hurry();
      return done === 2;
    });

    await until(async () => (await house.states())[0] === 'completed');
    expect(done).toBe(2);
  });
});
