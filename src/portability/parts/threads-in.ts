import { fold } from '../../communities/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown, countNameless, namelessId, type Arriving } from '../arriving.ts';
import { Broken } from '../broken.ts';
import { wayIn } from './part.ts';
import { Thread, type Poll } from './threads.ts';

function check(thread: Thread, arriving: Arriving): void {
  const { known } = arriving;
  const { id, author, alias, topic, kind, ideaState, steps, votes } = thread;
  if (known.threads.has(id) || (author === null) === (alias === null)) throw new Broken('line');
  if ((kind === 'idea') !== (ideaState !== null)) throw new Broken('line');
  checkKnown(known.people, author, ...steps.map(({ person }) => person));
  checkKnown(known.topics, topic);
  countNameless(arriving, Math.max(votes, 0));
  const lastAt = new Date(0);
  known.threads.set(id, {
    posts: 0,
    accepted: 0,
    lastAt,
    lastBy: null,
    lastAlias: null,
    aliases: new Set(),
  });
}

function rowOf({ organizationId, communityId, idOf, known }: Arriving, thread: Thread) {
  const { id, kind, title, topic, author, alias, ideaState, votes } = thread;
  const { pinnedUntil, lockedAt, closesAt, closesAfterDays, slowSeconds, createdAt } = thread;
  const end = known.threads.get(id);
  if (!end || end.posts === 0) throw new Broken('line');
  const { posts, accepted, lastAt, lastBy, lastAlias } = end;
  return {
    organizationId,
    communityId,
    id: idOf(id),
    kind,
    title,
    titleKey: fold(title),
    topicId: topic && idOf(topic),
    authorId: author && idOf(author),
    aliasNo: alias,
    ideaState,
    voteCount: votes,
    acceptedCount: accepted,
    lastPostNo: posts,
    lastPostAt: lastAt,
    lastPostBy: lastBy && idOf(lastBy),
    lastAliasNo: lastAlias,
    pinnedUntil,
    lockedAt,
    closesAt,
    closesAfterDays,
    slowSeconds,
    isFromOutside: thread.fromOutside !== null,
    createdAt,
  };
}

/** What stands beside a thread. Whoever hid their name has a number in it still, so that nobody else is given it. */
function besideOf(arriving: Arriving, { id, alias, votes }: Thread) {
  const { organizationId, idOf, known } = arriving;
  const own = { organizationId, threadId: idOf(id) };
  const aliases = new Set([
    ...(known.threads.get(id)?.aliases ?? []),
    ...(alias === null ? [] : [alias]),
  ]);
  return {
    aliases: [...aliases].map((aliasNo) => ({
      ...own,
      aliasNo,
      personId: namelessId(arriving, aliasNo),
    })),
    votes: Array.from({ length: votes }, (_, index) => ({
      ...own,
      personId: namelessId(arriving, index + 1),
    })),
  };
}

/**
 * A poll comes in as it stood and stays so: who voted is not known, so nobody could change what they chose. One
 * whose votes are not known begins anew.
 */
function pollRows({ organizationId, idOf }: Arriving, threadId: string, poll: Poll) {
  const own = { organizationId, threadId: idOf(threadId) };
  const { options, voters, closedAt, ...facts } = poll;
  const asItStood = {
    ...own,
    ...facts,
    closedAt: voters === null ? null : (closedAt ?? new Date()),
    voterCount: voters ?? 0,
  };
  return {
    poll: asItStood,
    options: options.map(({ words, votes }, index) => ({
      ...own,
      optionNo: index + 1,
      words,
      voteCount: votes ?? 0,
    })),
  };
}

/** Who asked from outside, and about what, where the archive holds it. */
function questionOf(
  { organizationId, idOf, known }: Arriving,
  { id, author, fromOutside }: Thread,
) {
  const about = fromOutside?.about;
  if (!about || author === null) return [];
  const all = { article: known.articles, resource: known.resources }[about.kind];
  if (!all.has(about.id)) return [];
  const subject = { aboutKind: about.kind, aboutId: idOf(about.id) };
  const seenPostNo = known.threads.get(id)?.posts ?? 1;
  return [{ organizationId, threadId: idOf(id), askerId: idOf(author), ...subject, seenPostNo }];
}

/** The talk, without what was said in it. */
export const threadsIn = wayIn({
  name: 'threads',
  line: Thread,
  check,
  keep: async (tx, arriving, lines) => {
    const { organizationId, idOf, known } = arriving;
    await insertAll(
      tx,
      'threads',
      lines.map((line) => rowOf(arriving, line)),
    );
    const beside = lines.map((line) => besideOf(arriving, line));
    await insertAll(
      tx,
      'aliases',
      beside.flatMap(({ aliases }) => aliases),
    );
    for (const { votes } of beside) await insertAll(tx, 'threadVotes', votes);
    const steps = lines.flatMap(({ id, steps: taken }) =>
      taken.map(({ person, ...step }, index) => ({
        organizationId,
        threadId: idOf(id),
        stepNo: index + 1,
        personId: idOf(person),
        ...step,
      })),
    );
    await insertAll(tx, 'ideaSteps', steps);
    const polls = lines.flatMap(({ id, poll }) => (poll ? [pollRows(arriving, id, poll)] : []));
    await insertAll(
      tx,
      'polls',
      polls.map(({ poll }) => poll),
    );
    await insertAll(
      tx,
      'pollOptions',
      polls.flatMap(({ options }) => options),
    );
    const about = lines.flatMap(({ id, about: resource }) =>
      resource !== null && known.resources.has(resource)
        ? [{ organizationId, threadId: idOf(id), resourceId: idOf(resource) }]
        : [],
    );
    const asked = lines.flatMap((line) => questionOf(arriving, line));
    arriving.later.push(async (last) => {
      await insertAll(last, 'remarkThreads', about);
      await insertAll(last, 'outsideQuestions', asked);
    });
  },
});
