import type { RequestHandler } from 'express';
import { record } from '../activity/index.ts';
import { may } from '../communities/index.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { BallotForm, castBallot, closePoll } from '../polls/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { discussionPaths } from './paths.ts';
import { memberAt, type AtThread } from './place.ts';
import { touchFirstPost } from './post-store.ts';
import { showThread, type Reading } from './read-thread.ts';
import { Refused } from './refuse-reply.ts';
import { isClosed } from './thread.ts';

/** @throws Invalid where nobody sees it | Refused where nothing more can be said */
function checkTakesVotes({ thread }: AtThread, now: Date): void {
  if (thread.standing !== 'visible') throw new Invalid('It is not shown');
  if (isClosed(thread, now)) throw new Refused('poll.ballot.closed');
}

/** `POST …/poll/ballot`: gives one's vote, changes it or takes it back. Who voted stands in no record. */
export function castVote(reading: Reading): RequestHandler {
  const { db, now } = reading;
  return async (req, res) => {
    const form = bodyOf(req, BallotForm);
    try {
      const path = await db.within(personIn(req).organizationId, async (tx) => {
        const place = await memberAt(tx, req);
        checkTakesVotes(place, now());
        const { member, thread } = place;
        const { organizationId, id } = member.community;
        const voter = { organizationId, threadId: thread.id, personId: member.personId };
        const fault = await castBallot(tx, voter, { form, now: now() });
        if (fault) throw new Refused(fault);
        await touchFirstPost(tx, thread.id);
        return discussionPaths.poll(id, thread.id);
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      res.status(422);
      const errors = { choice: [error.message] };
      const ballot = { values: req.body, errors, choices: form.choice };
      return showThread(reading, { req, res }, { ballot });
    }
  };
}

/** `POST …/poll/closing`: whoever asked, or looks after the talk, ends the voting. */
export function endPoll({ db, now }: Reading): RequestHandler {
  return async (req, res) => {
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const { member, thread } = await memberAt(tx, req);
      const { organizationId, id: communityId } = member.community;
      if (!thread.isMine && !may(member.role, 'moderate')) throw new Forbidden('Not theirs to end');
      const onward = discussionPaths.poll(communityId, thread.id);
      if (!(await closePoll(tx, thread.id, now()))) return onward;
      await touchFirstPost(tx, thread.id);
      const isBehindAlias = thread.isMine && thread.author.aliasNo !== null;
      await record(tx, {
        organizationId,
        communityId,
        personId: isBehindAlias ? null : member.personId,
        verb: 'closed a poll',
        objectKind: 'thread',
        objectId: thread.id,
      });
      return onward;
    });
    res.redirect(303, path);
  };
}
