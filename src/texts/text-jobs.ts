import { z } from 'zod';
import { round } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import { StorageUnreachable, type FileStore } from '../files/index.ts';
import type { AskFor, Job, Jobs } from '../jobs/index.ts';
import { Unreadable, type Problem } from './problem.ts';
import { readText } from './read-text.ts';
import { findUnread, setText, waitingTexts } from './store.ts';

const Which = z.object({ organizationId: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
type Which = z.infer<typeof Which>;

interface Reading {
  db: Database;
  files: FileStore;
}

/** The next minute goes on where one leaves off. */
const mostAtOnce = 100;

const giveUpOn = ({ db }: Reading, { organizationId, sha256 }: Which, problem: Problem) =>
  db.within(organizationId, (tx) => setText(tx, sha256, { body: '', problem }));

async function read(reading: Reading, which: Which, signal: AbortSignal): Promise<void> {
  const { db, files } = reading;
  const { organizationId, sha256 } = which;
  const unread = await db.within(organizationId, (tx) => findUnread(tx, sha256));
  if (!unread) return;
  try {
    const body = await readText(files, unread, signal);
    await db.within(organizationId, (tx) => setText(tx, sha256, { body, problem: null }));
  } catch (cause) {
    if (!(cause instanceof Unreadable) || cause.isPassing) throw cause;
    await giveUpOn(reading, which, cause.problem);
  }
}

function readOne(reading: Reading): Job<Which> {
  return {
    name: 'read-text',
    payload: Which,
    atOnce: 1,
    limitSeconds: 600,
    retries: 2,
    firstPauseSeconds: 60,
    work: (which, signal) => read(reading, which, signal),
    givenUp: async (which, cause) => {
      // It is asked for again, until the storage answers.
      if (cause instanceof StorageUnreachable) return;
      await giveUpOn(reading, which, cause instanceof Unreadable ? cause.problem : 'damaged');
    },
  };
}

/** Asks, every minute, for what nobody has read yet: what was given lately, what came in, and what was here before. */
function readAll({ db }: Reading, askForOne: AskFor<Which>): Job<object> {
  return round(db, {
    name: 'read-texts',
    everySeconds: 60,
    retries: 3,
    visit: async (organizationId) => {
      const waiting = await db.within(organizationId, (tx) => waitingTexts(tx, mostAtOnce));
      for (const sha256 of waiting) await askForOne({ organizationId, sha256 });
    },
  });
}

/** Hands the reading of what files say to the background. */
export function registerTextJobs(jobs: Pick<Jobs, 'register'>, reading: Reading): void {
  jobs.register(readAll(reading, jobs.register(readOne(reading))));
}
