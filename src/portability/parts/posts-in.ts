import { personsNamedIn, renderMarkdown, rendererVersion } from '../../web/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown, countNameless, namelessId, noteOnce, type Arriving } from '../arriving.ts';
import { Broken } from '../broken.ts';
import { wayIn } from './part.ts';
import { Post } from './posts.ts';

function check(post: Post, arriving: Arriving): void {
  const { known } = arriving;
  const { id, thread, no, parent, author, alias } = post;
  const end = known.threads.get(thread);
  const isNext = end !== undefined && no === end.posts + 1 && (parent === null || parent < no);
  if (!isNext || (author === null) === (alias === null)) throw new Broken('line');
  checkKnown(known.people, author, ...post.endorsedBy);
  checkKnown(known.files, ...post.files);
  noteOnce(known.posts, id);
  for (const count of [post.thanks, post.helped, post.same]) countNameless(arriving, count);
  if (alias !== null) end.aliases.add(alias);
  countNameless(arriving, alias ?? 1);
  end.posts = no;
  end.lastAt = post.createdAt;
  end.lastBy = author;
  end.lastAlias = alias;
  if (post.isAccepted) end.accepted += 1;
}

function rowOf({ organizationId, idOf, wordsOf }: Arriving, post: Post) {
  const body = wordsOf(post.body);
  const tried = post.tried === null ? null : wordsOf(post.tried);
  return {
    organizationId,
    id: idOf(post.id),
    threadId: idOf(post.thread),
    postNo: post.no,
    parentNo: post.parent,
    authorId: post.author && idOf(post.author),
    aliasNo: post.alias,
    bodySource: body,
    bodyHtml: renderMarkdown(body),
    triedSource: tried,
    triedHtml: tried && renderMarkdown(tried),
    rendererVersion,
    standing: post.isRedacted ? ('redacted' as const) : ('visible' as const),
    acceptedCount: post.isAccepted ? 1 : 0,
    endorsedCount: new Set(post.endorsedBy).size,
    thanksCount: post.thanks,
    helpedCount: post.helped,
    sameCount: post.same,
    editedAt: post.editedAt,
    createdAt: post.createdAt,
  };
}

const reactionKinds = ['thanks', 'helped', 'same'] as const;

/** Counts are made of rows whenever somebody adds one, so there are as many as were counted, of people without names. */
function reactionsTo(arriving: Arriving, post: Post) {
  const { organizationId, idOf } = arriving;
  return reactionKinds.flatMap((kind) =>
    Array.from({ length: post[kind] }, (_, index) => ({
      organizationId,
      postId: idOf(post.id),
      kind,
      personId: namelessId(arriving, index + 1),
    })),
  );
}

function marksOf(arriving: Arriving, { id, isAccepted, endorsedBy }: Post) {
  const { organizationId, idOf } = arriving;
  const own = { organizationId, postId: idOf(id) };
  const endorsed = [...new Set(endorsedBy)].map((person) => ({
    ...own,
    kind: 'endorsed' as const,
    personId: idOf(person),
  }));
  const accepted = { ...own, kind: 'accepted' as const, personId: namelessId(arriving, 1) };
  return isAccepted ? [...endorsed, accepted] : endorsed;
}

/** What was said in the talk. */
export const postsIn = wayIn({
  name: 'posts',
  line: Post,
  check,
  keep: async (tx, arriving, lines) => {
    const { organizationId, idOf } = arriving;
    const rows = lines.map((line) => rowOf(arriving, line));
    await insertAll(tx, 'posts', rows);
    for (const line of lines) await insertAll(tx, 'reactions', reactionsTo(arriving, line));
    await insertAll(
      tx,
      'postMarks',
      lines.flatMap((line) => marksOf(arriving, line)),
    );
    const named = rows.flatMap(({ id, bodySource, triedSource }) =>
      [...new Set([...personsNamedIn(bodySource), ...personsNamedIn(triedSource ?? '')])].map(
        (personId) => ({ organizationId, postId: id, namedId: personId, personId }),
      ),
    );
    await insertAll(tx, 'postMentions', named);
    const uses = lines.flatMap(({ id, files }) =>
      [...new Set(files)].map((file) => ({
        organizationId,
        fileId: idOf(file),
        holderKind: 'post' as const,
        holderId: idOf(id),
        isShown: true,
      })),
    );
    await insertAll(tx, 'fileUses', uses);
    const moments = lines.flatMap(({ id, seconds }) =>
      seconds === null ? [] : [{ organizationId, postId: idOf(id), seconds }],
    );
    await insertAll(tx, 'remarkMoments', moments);
  },
});
