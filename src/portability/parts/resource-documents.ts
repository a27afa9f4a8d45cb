import type { Transaction } from '../../db/index.ts';
import { inPages, type Leaving } from '../leaving.ts';
import { clockOf, frontMatter, plain } from '../markdown.ts';
import { contentPath, documentPath, linkTo } from '../naming.ts';
import { folders, reading } from '../refer.ts';
import { fileContents, personNames, resourceTitles, topicNames } from '../target-store.ts';
import { textAlone, type Document } from './part.ts';
import { resourceLines, type Resource } from './resources.ts';

/** What a document says of a resource besides its own line. */
interface Around {
  giver: string;
  topic: string | null;
  /** A link to what it consists of. */
  content: string | null;
  others: string[];
  words: (text: string) => string;
}

function textOf({ words: t }: Leaving, line: Resource, around: Around): string {
  const facts = frontMatter({
    title: line.title,
    kind: line.kind,
    topic: around.topic,
    givenBy: around.giver,
    date: line.createdAt,
    licence: line.licence === 'other' ? line.licenceWords : line.licence,
    language: line.language,
    source: line.source === '' ? null : line.source,
    reviewed: line.reviewedAt,
    url: line.url,
    id: line.id,
  });
  const guide = line.guide.map(
    ({ part, source }) => `## ${t(`resource.guide.${part}.title`)}\n\n${around.words(source)}\n\n`,
  );
  const chapters = line.chapters.map(
    ({ seconds, title }) => `- ${clockOf(seconds)} ${plain(title)}\n`,
  );
  return [
    `${facts}# ${plain(line.title)}\n\n`,
    around.content && `${around.content}\n\n`,
    `${around.words(line.why)}\n\n`,
    ...guide,
    chapters.length > 0 && `## ${t('archive.doc.chapters')}\n\n${chapters.join('')}\n`,
    around.others.length > 0 && `## ${t('archive.doc.goesWith')}\n\n${around.others.join('')}\n`,
  ]
    .filter((text) => typeof text === 'string')
    .join('');
}

async function documentsOf(
  tx: Transaction,
  leaving: Leaving,
  lines: readonly Resource[],
): Promise<(Document & { id: string })[]> {
  const names = await personNames(
    tx,
    lines.map(({ giver }) => giver),
  );
  const topics = await topicNames(tx, leaving.communityId);
  const files = await fileContents(
    tx,
    leaving,
    lines.flatMap(({ file }) => file ?? []),
  );
  const ids = lines.flatMap(({ related, replacedBy }) => [
    ...related,
    ...(replacedBy ? [replacedBy] : []),
  ]);
  const others = await resourceTitles(tx, leaving, { ids });
  const words = await reading(
    tx,
    leaving,
    lines.flatMap(({ why, guide }) => [why, ...guide.map(({ source }) => source)]),
  );
  const itemsOf = (wanted: readonly string[], before: string) =>
    others
      .filter(({ id }) => wanted.includes(id))
      .map(
        (other) =>
          `- ${before}[${plain(other.title)}](${linkTo(documentPath(folders.resource, other), 1)})\n`,
      );
  return lines.map((line) => {
    const file = files.find(({ id }) => id === line.file);
    const text = textOf(leaving, line, {
      giver: names.get(line.giver) ?? leaving.words('person.unnamed'),
      topic: topics.get(line.topic ?? '') ?? null,
      content: file
        ? `[${plain(file.name)}](${linkTo(contentPath(file), 1)})`
        : line.url && `<${line.url}>`,
      others: [
        ...itemsOf(
          line.replacedBy ? [line.replacedBy] : [],
          `${leaving.words('archive.doc.replacedBy')} `,
        ),
        ...itemsOf(line.related, ''),
      ],
      words,
    });
    return {
      id: line.id,
      title: line.title,
      path: documentPath(folders.resource, line),
      content: textAlone(text),
    };
  });
}

/** A document for each resource. */
export async function* resourceDocuments(leaving: Leaving): AsyncGenerator<Document> {
  const pages = inPages(leaving, async (tx, page) =>
    documentsOf(tx, leaving, await resourceLines(tx, leaving, page)),
  );
  for await (const documents of pages) yield* documents;
}
