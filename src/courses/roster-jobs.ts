import { z } from 'zod';
import type { AskFor, Job, Jobs } from '../jobs/index.ts';
import { everyId } from './every-id.ts';
import { everyOrganization } from './every-organization.ts';
import { refreshRoster, type RosterHouse } from './refresh-roster.ts';
import { coursesToRead, recordRosterProblem } from './roster-store.ts';
import { inUseSince, rosterProblemOf } from './roster.ts';

const dayMs = 86_400_000;
/** Read within this long, a roster may wait for the next night. */
const recentMs = dayMs / 2;
const spreadSeconds = 6 * 3600;
const pageSize = 500;

const Course = z.object({ organizationId: z.uuid(), courseId: z.uuid() });
type Course = z.infer<typeof Course>;
const nothing = z.object({});

function oneRoster(house: RosterHouse): Job<Course> {
  const { db, now } = house;
  return {
    name: 'roster',
    payload: Course,
    atOnce: 2,
    limitSeconds: 900,
    retries: 5,
    firstPauseSeconds: 60,
    work: (course, signal) => refreshRoster(house, course, signal),
    givenUp: ({ organizationId, courseId }, cause) =>
      db.within(organizationId, (tx) =>
        recordRosterProblem(tx, courseId, rosterProblemOf(cause), now()),
      ),
  };
}

/** Asks for every roster in use, spread over hours, so that no platform has to answer for all at once. */
function everyRoster(
  { db, now }: RosterHouse,
  askForRoster: AskFor<Course>,
): Job<z.infer<typeof nothing>> {
  return {
    name: 'rosters',
    payload: nothing,
    everySeconds: dayMs / 1000,
    atOnce: 1,
    limitSeconds: 3600,
    retries: 3,
    firstPauseSeconds: 300,
    work: async (_, signal) => {
      const since = {
        launchedSince: inUseSince(now()),
        readBefore: new Date(now().getTime() - recentMs),
      };
      for await (const organizationId of everyOrganization(db)) {
        const courses = everyId((after) => {
          signal.throwIfAborted();
          const page = { after, limit: pageSize };
          return db.within(organizationId, (tx) => coursesToRead(tx, since, page));
        });
        for await (const courseId of courses)
          await askForRoster(
            { organizationId, courseId },
            Math.ceil(Math.random() * spreadSeconds),
          );
      }
    },
  };
}

/** Hands the rosters to the background. @returns how to ask for one */
export function registerRosterJobs(jobs: Jobs, house: RosterHouse): AskFor<Course> {
  const askForRoster = jobs.register(oneRoster(house));
  jobs.register(everyRoster(house, askForRoster));
  return askForRoster;
}
