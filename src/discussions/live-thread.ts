import type { Request, Response } from 'express';
import { readerOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { openEventStream, type Hub } from '../live/index.ts';
import { signedIn } from '../sessions/index.ts';
import { wordsFor, type Words } from '../web/index.ts';
import { LiveQuery } from './forms.ts';
import { pulsesOf, type Pulse } from './live-store.ts';
import { threadAt } from './place.ts';

/** Who may read is looked at anew this often. */
const lifeMs = 5 * 60_000;

/** What a page that shows a thread up to there is told of it now. */
function newsOf(say: Words, shown: Pulse, now: Pulse) {
  const count = Math.max(0, now.lastPostNo - shown.lastPostNo);
  return { ...now, count, words: count > 0 ? say('live.new', { count }) : '' };
}

/** The threads that are open somewhere, for every page of this process. */
export function threadLook(db: Database) {
  return (organizationId: string, threadIds: readonly string[]): Promise<Map<string, Pulse>> =>
    db.askWithin(organizationId, (tx) => pulsesOf(tx, threadIds));
}

/**
 * `GET /communities/<id>/threads/<id>/live`: tells an open page what is new, as a stream of events, or once to
 * whoever asks for JSON.
 */
export function liveThread({ db, hub }: { db: Database; hub: Hub<Pulse> }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { organizationId, personId } = session;
    const shown = LiveQuery.parse(req.query);
    const { thread, pulse } = await db.within(organizationId, async (tx) => {
      const { role } = await readerOf(tx, session, req.params['communityId']);
      const thread = await threadAt(tx, req.params, { personId, roleOf: () => role });
      const pulses = await pulsesOf(tx, [thread.id]);
      return { thread, pulse: pulses.get(thread.id) ?? shown };
    });
    const say = wordsFor(req, res);
    if (req.accepts(['text/event-stream', 'application/json']) === 'application/json') {
      res.set('Cache-Control', 'no-store').json(newsOf(say, shown, pulse));
      return;
    }
    let told = { ...shown };
    const stop = hub.listen(organizationId, {
      subject: thread.id,
      tell: (now) => {
        if (now.lastPostNo === told.lastPostNo && now.changes === told.changes) return;
        told = now;
        stream.send(newsOf(say, shown, now));
      },
      end: () => stream.end(),
    });
    const stream = openEventStream(req, res, { lifeMs, onEnd: stop });
  };
}
