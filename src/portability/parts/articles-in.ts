import { renderMarkdown, rendererVersion } from '../../web/index.ts';
import { insertAll, insertSources, updateParent } from '../arrival-store.ts';
import { checkKnown, noteOnce, type Arriving } from '../arriving.ts';
import { Broken } from '../broken.ts';
import { Article, Section } from './articles.ts';
import { wayIn } from './part.ts';
import { askedOf } from './reach.ts';

/** Deeper than anybody orders what they know. */
const mostDeep = 50;

/** Whether whatever it is a part of is there, and it is no part of itself. */
function isRooted(sections: ReadonlyMap<string, string | null>, id: string): boolean {
  let above: string | null | undefined = id;
  for (let depth = 0; depth < mostDeep; depth += 1) {
    if (above === null) return true;
    above = sections.get(above);
    if (above === undefined) return false;
  }
  return false;
}

/** The parts of what the community knows. One may come before what it is a part of. */
export const sectionsIn = wayIn({
  name: 'sections',
  line: Section,
  check: ({ id, parent }, { known }) => {
    if (known.sections.has(id)) throw new Broken('line');
    known.sections.set(id, parent);
  },
  keep: async (tx, arriving, lines) => {
    const { organizationId, communityId, idOf, known } = arriving;
    await insertAll(
      tx,
      'articleSections',
      lines.map(({ id, title, position, createdAt }) => ({
        organizationId,
        communityId,
        id: idOf(id),
        title,
        position,
        createdAt,
      })),
    );
    arriving.later.push(async (last) => {
      for (const { id, parent } of lines)
        if (parent !== null && isRooted(known.sections, id))
          await updateParent(last, idOf(id), idOf(parent));
    });
  },
});

function check(article: Article, { known }: Arriving): void {
  const { id, section, topic, writer, publishedBy, checkedBy, owners, files, madeOf } = article;
  noteOnce(known.articles, id);
  checkKnown(known.sections, section);
  checkKnown(known.topics, topic);
  checkKnown(known.people, writer, publishedBy, checkedBy, ...owners);
  checkKnown(known.files, ...files);
  checkKnown(known.posts, ...madeOf.map(({ post }) => post));
}

/** What stands beside an article. It comes in with one revision, which is the published one. */
function besideOf({ organizationId, idOf, wordsOf }: Arriving, article: Article) {
  const articleId = idOf(article.id);
  const own = { organizationId, articleId };
  const source = wordsOf(article.source);
  const { title, reason, publishedAt } = article;
  return {
    revision: {
      ...own,
      revisionNo: 1,
      title,
      source,
      html: renderMarkdown(source),
      rendererVersion,
      writtenBy: idOf(article.writer),
      reason,
      createdAt: publishedAt,
    },
    publication: { ...own, revisionNo: 1, publishedBy: idOf(article.publishedBy), publishedAt },
    owners: [...new Set(article.owners)].map((person) => ({ ...own, personId: idOf(person) })),
    uses: [...new Set(article.files)].flatMap((file) =>
      (['article', 'article head'] as const).map((holderKind) => ({
        organizationId,
        fileId: idOf(file),
        holderKind,
        holderId: articleId,
        isShown: true,
      })),
    ),
  };
}

/** Articles as everybody read them. */
export const articlesIn = wayIn({
  name: 'articles',
  line: Article,
  check,
  keep: async (tx, arriving, lines) => {
    const { organizationId, communityId, idOf } = arriving;
    const rows = lines.map((line) => ({
      organizationId,
      communityId,
      id: idOf(line.id),
      sectionId: line.section && idOf(line.section),
      position: line.position,
      kind: line.kind,
      title: line.title,
      headNo: 1,
      publishedNo: 1,
      topicId: line.topic && idOf(line.topic),
      ...askedOf(arriving, line.reach),
      checkedBy: line.checkedBy && idOf(line.checkedBy),
      checkedAt: line.checkedBy === null ? null : (line.checkedAt ?? line.publishedAt),
      nextCheckOn: line.nextCheckOn,
      createdAt: line.createdAt,
      updatedAt: line.updatedAt,
    }));
    await insertAll(tx, 'articles', rows);
    const beside = lines.map((line) => besideOf(arriving, line));
    await insertAll(
      tx,
      'articleRevisions',
      beside.map(({ revision }) => revision),
    );
    await insertAll(
      tx,
      'articlePublications',
      beside.map(({ publication }) => publication),
    );
    await insertAll(
      tx,
      'articleOwners',
      beside.flatMap(({ owners }) => owners),
    );
    await insertAll(
      tx,
      'fileUses',
      beside.flatMap(({ uses }) => uses),
    );
    for (const { id, madeOf } of lines)
      await insertSources(
        tx,
        idOf(id),
        madeOf.map(({ post, isChanged }) => ({ postId: idOf(post), isChanged })),
      );
  },
});
