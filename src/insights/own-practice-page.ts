import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { communityPaths } from '../communities/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { practiceOf, type PracticeLine } from './own-practice-store.ts';
import { lastDayOf, quarterOf } from './quarter.ts';

/** Two years, with the quarter that it is. */
const quartersBefore = 7;

function quartersIn(lines: readonly PracticeLine[]) {
  const quarters = [...new Set(lines.map(({ quarter }) => quarter))];
  return quarters.map((firstDay) => ({
    firstDay,
    lastDay: lastDayOf(firstDay),
    lines: lines
      .filter(({ quarter }) => quarter === firstDay)
      .map((line) => ({ path: communityPaths.home(line.communityId), ...line })),
  }));
}

/** `GET /me/practice`: what somebody asked, answered and was thanked for, to nobody but themselves. */
export function ownPracticePage(db: Database, now: () => Date) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId, timeZone } = personIn(req);
    const { begins: since } = quarterOf(now(), timeZone, quartersBefore);
    const lines = await db.askWithin(organizationId, (tx) =>
      practiceOf(tx, personId, { since, timeZone: timeZone ?? 'UTC' }),
    );
    render(req, res, 'insights/own-practice', { quarters: quartersIn(lines), layout: 'bare' });
  };
}
