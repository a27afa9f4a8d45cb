import type { Request, Response } from 'express';
import { communityPaths, memberWhoMay } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { LogQuery } from './forms.ts';
import { entriesOf, type LogLine } from './log-store.ts';
import { moderationPaths } from './paths.ts';

const linesPerPage = 50;

/** A line as the page shows it: to a day where a day was chosen, to a pace where one was. */
function lineOf(line: LogLine) {
  const { deed, afterState, threadId } = line;
  const isUntil = (deed === 'pinned' || deed === 'timed') && afterState !== null;
  return {
    ...line,
    path: discussionPaths.lasting(threadId),
    until: isUntil ? new Date(afterState) : null,
    pace: deed === 'slowed' ? (afterState ?? '0') : null,
  };
}

/** `GET /communities/<id>/log`: who looked after what, when and why. */
export function logPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { after } = LogQuery.parse(req.query);
    const { reader, lines } = await db.within(session.organizationId, async (tx) => {
      const { communityId } = req.params;
      const reader = await memberWhoMay(tx, session, { power: 'moderate', communityId });
      const page = { after, limit: linesPerPage + 1 };
      return { reader, lines: await entriesOf(tx, reader.community.id, page) };
    });
    const shown = lines.slice(0, linesPerPage);
    const last = lines.length > linesPerPage ? shown.at(-1) : undefined;
    const path = moderationPaths.log(reader.community.id);
    render(req, res, 'moderation/log', {
      section: 'care',
      reader,
      lines: shown.map(lineOf),
      care: communityPaths.care(reader.community.id),
      newest: after && path,
      older: last && `${path}?after=${last.id}`,
    });
  };
}
