import { fold } from '../../communities/index.ts';
import type { Transaction } from '../../db/index.ts';
import { insertMedia } from '../../media/index.ts';
import { renderMarkdown, rendererVersion } from '../../web/index.ts';
import { insertAll, updateReplacement } from '../arrival-store.ts';
import { checkKnown, noteOnce, type Arriving } from '../arriving.ts';
import { Broken } from '../broken.ts';
import { wayIn } from './part.ts';
import { askedOf } from './reach.ts';
import { Captions, Resource } from './resources.ts';

function check(resource: Resource, { known }: Arriving): void {
  const { id, giver, reviewedBy, topic, file, url, kind, versions } = resource;
  noteOnce(known.resources, id);
  checkKnown(known.people, giver, reviewedBy, ...versions.map((version) => version.giver));
  checkKnown(known.topics, topic);
  checkKnown(known.files, file, ...versions.map((version) => version.file));
  if (url !== null && kind !== 'link') throw new Broken('line');
}

function rowOf(arriving: Arriving, resource: Resource) {
  const { organizationId, communityId, idOf, wordsOf } = arriving;
  const { id, kind, title, licence, licenceWords, language, source, url, thanks } = resource;
  const why = wordsOf(resource.why);
  const parts = new Set(resource.guide.map(({ part }) => part));
  return {
    organizationId,
    communityId,
    kind,
    title,
    licence,
    licenceWords,
    language,
    source,
    url,
    thanks,
    id: idOf(id),
    givenBy: idOf(resource.giver),
    titleKey: fold(title).slice(0, 1000),
    whySource: why,
    whyHtml: renderMarkdown(why),
    rendererVersion,
    topicId: resource.topic && idOf(resource.topic),
    ...askedOf(arriving, resource.reach),
    fileId: resource.file && idOf(resource.file),
    saysWhen: parts.has('when'),
    hasEvidence: parts.has('evidence'),
    reviewedBy: resource.reviewedBy && idOf(resource.reviewedBy),
    reviewedAt: resource.reviewedBy === null ? null : resource.reviewedAt,
    createdAt: resource.createdAt,
    updatedAt: resource.updatedAt,
  };
}

/** What belongs to a resource in other tables. */
function besideOf({ organizationId, idOf, wordsOf }: Arriving, resource: Resource) {
  const resourceId = idOf(resource.id);
  const own = { organizationId, resourceId };
  const files = [
    ...(resource.file === null ? [] : [resource.file]),
    ...resource.versions.map(({ file }) => file),
  ];
  return {
    guides: resource.guide.map(({ part, source }) => {
      const words = wordsOf(source);
      return { ...own, part, source: words, html: renderMarkdown(words), rendererVersion };
    }),
    versions: resource.versions.map(({ no, file, giver, note, createdAt }) => ({
      ...own,
      versionNo: no,
      fileId: idOf(file),
      givenBy: idOf(giver),
      note,
      createdAt,
    })),
    chapters: resource.chapters.map(({ seconds, title }) => ({
      ...own,
      beginsAtSeconds: seconds,
      title,
    })),
    uses: [...new Set(files)].map((file) => ({
      organizationId,
      fileId: idOf(file),
      holderKind: 'resource' as const,
      holderId: resourceId,
      isShown: true,
    })),
    previews: resource.kind === 'link' ? [own] : [],
  };
}

/** Recordings, each once: another resource may consist of the same file. */
async function keepMedia(
  tx: Transaction,
  { organizationId, idOf }: Arriving,
  lines: readonly Resource[],
) {
  for (const { kind, file, cut } of lines)
    if (file !== null && (kind === 'audio' || kind === 'video'))
      await insertMedia(tx, {
        organizationId,
        fileId: idOf(file),
        startMs: cut?.startMs ?? 0,
        endMs: cut?.endMs ?? null,
      });
}

/** The library. */
export const resourcesIn = wayIn({
  name: 'resources',
  line: Resource,
  check,
  keep: async (tx, arriving, lines) => {
    const { organizationId, idOf, known } = arriving;
    await insertAll(
      tx,
      'resources',
      lines.map((line) => rowOf(arriving, line)),
    );
    const beside = lines.map((line) => besideOf(arriving, line));
    await insertAll(
      tx,
      'resourceGuides',
      beside.flatMap(({ guides }) => guides),
    );
    await insertAll(
      tx,
      'resourceVersions',
      beside.flatMap(({ versions }) => versions),
    );
    await insertAll(
      tx,
      'chapters',
      beside.flatMap(({ chapters }) => chapters),
    );
    await insertAll(
      tx,
      'fileUses',
      beside.flatMap(({ uses }) => uses),
    );
    await insertAll(
      tx,
      'linkPreviews',
      beside.flatMap(({ previews }) => previews),
    );
    await keepMedia(tx, arriving, lines);
    arriving.later.push(async (last) => {
      for (const { id, replacedBy } of lines)
        if (replacedBy !== null && replacedBy !== id && known.resources.has(replacedBy))
          await updateReplacement(last, idOf(id), idOf(replacedBy));
      const pairs = lines.flatMap(({ id, related }) =>
        [...new Set(related)]
          .filter((other) => known.resources.has(other) && other !== id)
          .map((other) => {
            const [oneId = '', otherId = ''] = [idOf(id), idOf(other)].toSorted();
            return { organizationId, oneId, otherId };
          }),
      );
      await insertAll(last, 'relatedResources', pairs);
    });
  },
});

/** What is said in recordings. */
export const captionsIn = wayIn({
  name: 'captions',
  line: Captions,
  check: ({ resource, writer }, { known }) => {
    checkKnown(known.resources, resource);
    checkKnown(known.people, writer);
  },
  keep: (tx, { organizationId, idOf }, lines) =>
    insertAll(
      tx,
      'captions',
      lines.map(({ id, resource, writer, language, webVtt, updatedAt }) => ({
        organizationId,
        id: idOf(id),
        resourceId: idOf(resource),
        writtenBy: idOf(writer),
        language,
        webVtt,
        updatedAt,
      })),
    ),
});
