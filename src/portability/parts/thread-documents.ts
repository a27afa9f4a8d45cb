import type { Transaction } from '../../db/index.ts';
import { inPages, type Leaving } from '../leaving.ts';
import { clockOf, frontMatter, plain } from '../markdown.ts';
import { documentPath, linkTo } from '../naming.ts';
import { folders, reading, titles } from '../refer.ts';
import { personNames, topicNames } from '../target-store.ts';
import type { Document } from './part.ts';
import { lengthsOfThreads } from './post-store.ts';
import { postLines, stretchesOf, type Post } from './posts.ts';
import { threadLines, type Poll, type Thread } from './threads.ts';

/** Posts of a thread that were read together, as sections of its document. */
interface Sections {
  thread: string;
  text: string;
}

/** How whoever wrote something is called in documents. */
const calledBy =
  ({ words }: Leaving, names: ReadonlyMap<string, string | null>) =>
  ({ author, alias }: Pick<Post, 'author' | 'alias'>): string =>
    alias !== null
      ? words('person.alias', { number: alias })
      : (names.get(author ?? '') ?? words('person.unnamed'));

const timeOf = (moment: Date) => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function sectionOf(
  { words }: Leaving,
  post: Post,
  {
    author,
    endorsers,
    body,
    tried,
  }: Record<'author' | 'body' | 'tried', string> & { endorsers: string[] },
): string {
  const facts = [
    post.parent !== null &&
      `[${words('archive.doc.inReplyTo', { number: post.parent })}](#post-${post.parent})`,
    post.isAccepted && `**${words('archive.doc.accepted')}**`,
    endorsers.length > 0 && words('archive.doc.endorsedBy', { names: plain(endorsers.join(', ')) }),
    post.isRedacted && words('archive.doc.redacted'),
    post.seconds !== null && words('archive.doc.atTime', { time: clockOf(post.seconds) }),
    post.thanks > 0 && words('archive.doc.thanks', { number: post.thanks }),
    post.helped > 0 && words('archive.doc.helped', { number: post.helped }),
    post.same > 0 && words('archive.doc.same', { number: post.same }),
  ].filter((fact) => fact !== false);
  const line = facts.length > 0 ? `${facts.join(' · ')}\n\n` : '';
  const before = tried === '' ? '' : `\n\n**${words('archive.doc.tried')}**\n\n${tried}`;
  const head = `<a id="post-${post.no}"></a>\n\n## ${post.no} · ${plain(author)} · ${timeOf(post.createdAt)}`;
  return `${head}\n\n${line}${body}${before}\n\n`;
}

/** The posts of a community as sections, thread by thread. */
async function* sections(leaving: Leaving): AsyncGenerator<Sections> {
  const { db, organizationId } = leaving;
  const read = async (tx: Transaction, stretch: Parameters<typeof postLines>[2]) => {
    const posts = await postLines(tx, leaving, stretch);
    const people = posts.flatMap(({ author, endorsedBy }) => [
      ...endorsedBy,
      ...(author ? [author] : []),
    ]);
    const names = await personNames(tx, people);
    const link = await reading(
      tx,
      leaving,
      posts.flatMap(({ body, tried }) => [body, tried ?? '']),
    );
    const called = calledBy(leaving, names);
    const texts = new Map<string, string>();
    for (const post of posts) {
      const section = sectionOf(leaving, post, {
        author: called(post),
        endorsers: post.endorsedBy.map((id) => called({ author: id, alias: null })),
        body: link(post.body),
        tried: link(post.tried ?? ''),
      });
      texts.set(post.thread, (texts.get(post.thread) ?? '') + section);
    }
    return [...texts].map(([thread, text]) => ({ thread, text }));
  };
  for await (const threads of inPages(leaving, (tx, page) => lengthsOfThreads(tx, leaving, page)))
    for (const stretch of stretchesOf(threads))
      yield* await db.within(organizationId, (tx) => read(tx, stretch));
}

function pollText({ words }: Leaving, poll: Poll): string {
  const options = poll.options.map(
    (option) =>
      `- ${plain(option.words)}${option.votes === null ? '' : ` · ${words('archive.doc.votes', { number: option.votes })}`}\n`,
  );
  return `**${words('archive.doc.poll')}** ${plain(poll.question)}\n\n${options.join('')}\n`;
}

interface Named {
  author: string;
  topic: string | null;
  about: string | null;
}

function headOf(leaving: Leaving, thread: Thread, { author, topic, about }: Named): string {
  const { words } = leaving;
  const facts = frontMatter({
    title: thread.title,
    kind: thread.kind,
    topic,
    author,
    date: thread.createdAt,
    closed: thread.lockedAt,
    state: thread.ideaState,
    votes: thread.votes > 0 ? thread.votes : null,
    id: thread.id,
  });
  const steps = thread.steps.map(
    ({ state, reason, createdAt }) =>
      `- ${timeOf(createdAt)} · ${words(`idea.state.${state}`)}: ${plain(reason)}\n`,
  );
  const parts = [
    `${facts}# ${plain(thread.title)}\n\n`,
    thread.fromOutside && `**${words('ask.mark')}**\n\n`,
    about && `${words(thread.fromOutside ? 'ask.about' : 'archive.doc.about')} ${about}\n\n`,
    thread.poll && pollText(leaving, thread.poll),
    steps.length > 0 && `${steps.join('')}\n`,
  ];
  return parts.filter((text) => typeof text === 'string').join('');
}

/** What a thread is about: what it is the comments of, or what was asked about from outside. */
const subjectOf = ({ about, fromOutside }: Thread) =>
  fromOutside?.about ?? (about === null ? null : { kind: 'resource' as const, id: about });

/** Looks up what these threads are about. @returns the link to it that stands in the document of one */
async function subjectsOf(
  tx: Transaction,
  leaving: Leaving,
  threads: Thread[],
): Promise<(thread: Thread) => string | null> {
  const subjects = threads.flatMap((thread) => subjectOf(thread) ?? []);
  const links = new Map<string, string>();
  for (const kind of ['article', 'resource'] as const) {
    const ids = subjects.flatMap((subject) => (subject.kind === kind ? subject.id : []));
    for (const item of ids.length > 0 ? await titles[kind](tx, leaving, { ids }) : [])
      links.set(item.id, `[${plain(item.title)}](${linkTo(documentPath(folders[kind], item), 1)})`);
  }
  return (thread) => links.get(subjectOf(thread)?.id ?? '') ?? null;
}

async function headsOf(
  tx: Transaction,
  leaving: Leaving,
  threads: Thread[],
): Promise<Map<string, string>> {
  const names = await personNames(
    tx,
    threads.flatMap(({ author }) => author ?? []),
  );
  const topics = await topicNames(tx, leaving.communityId);
  const linksOf = await subjectsOf(tx, leaving, threads);
  const called = calledBy(leaving, names);
  return new Map(
    threads.map((thread) => {
      const about = linksOf(thread);
      const topic = topics.get(thread.topic ?? '') ?? null;
      return [thread.id, headOf(leaving, thread, { author: called(thread), topic, about })];
    }),
  );
}

/** The same sections, from which those of one thread after another are taken. */
class InTurn {
  readonly #sections: AsyncGenerator<Sections>;
  #next: Sections | undefined;

  constructor(all: AsyncGenerator<Sections>) {
    this.#sections = all;
  }

  /** Those of this thread; those of threads before it are left out. */
  async *of(thread: string): AsyncGenerator<string> {
    for (;;) {
      this.#next ??= (await this.#sections.next()).value;
      if (!this.#next || this.#next.thread > thread) return;
      const { thread: whose, text } = this.#next;
      this.#next = undefined;
      if (whose === thread) yield text;
    }
  }

  async end(): Promise<void> {
    await this.#sections.return(undefined);
  }
}

async function* after(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** A document for each thread, with a section for each of its posts. */
export async function* threadDocuments(leaving: Leaving): AsyncGenerator<Document> {
  const turns = new InTurn(sections(leaving));
  try {
    const pages = inPages(leaving, async (tx, page) => {
      const threads = await threadLines(tx, leaving, page);
      const heads = await headsOf(tx, leaving, threads);
      return threads.map(({ id, title }) => ({ id, title, head: heads.get(id) ?? '' }));
    });
    for await (const threads of pages)
      for (const { id, title, head } of threads)
        yield {
          path: documentPath(folders.thread, { id, title }),
          title,
          content: after(head, turns.of(id)),
        };
  } finally {
    await turns.end();
  }
}
