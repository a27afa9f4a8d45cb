import { sql } from 'kysely';
import { newId, type Transaction } from '../../src/db/index.ts';
import { renderMarkdown, rendererVersion } from '../../src/web/index.ts';

/** Chance that comes out the same from the same seed. */
export interface Chance {
  chance: (likelihood: number) => boolean;
  oneOf: <T>(first: T, ...rest: T[]) => T;
  /** A word like no other, of which a slip makes another word. */
  word: () => string;
}

/** The generator known as mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const oneOf = <T>(first: T, ...rest: T[]): T =>
    rest[Math.floor(random() * (rest.length + 1))] ?? first;
  const letter = (at: number) =>
    at % 2
      ? oneOf('b', 'd', 'f', 'g', 'h', 'k', 'm', 'p', 'v', 'z')
      : oneOf('c', 'j', 'l', 'n', 'q', 'r', 's', 't', 'w', 'x');
  return {
    chance: (likelihood) => random() < likelihood,
    oneOf,
    word: () => Array.from({ length: 10 }, (_, at) => letter(at)).join(''),
  };
}

const some = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

export interface Place {
  id: string;
  reading: 'members' | 'organization';
  /** Who belongs, and who left. */
  members: Map<string, 'here' | 'left'>;
  isMapped: boolean;
}

/** Something that says a word that nothing else says; each thread has one more, in its reply. */
export interface Item {
  kind: 'thread' | 'post' | 'article' | 'resource' | 'collection' | 'story' | 'term';
  id: string;
  /** The thread that it stands in, or itself. */
  wholeId: string;
  place: Place;
  word: string;
  /** What its title says; a thread has one whatever becomes of its posts. */
  title: string;
  authorId: string;
  isBehindAlias: boolean;
  reach: 'community' | 'organization';
  standing: string;
  threadStanding: string;
  isPublished: boolean;
  /** Whether its word stands in a file of it and nowhere else. */
  isInFile: boolean;
}

/** The rule: whether this person, or somebody whom no LMS names, may come to see it. */
export function mayFind(personId: string | null, item: Item): boolean {
  const { place, reach, standing, threadStanding, isPublished } = item;
  const isMember = personId !== null && place.members.get(personId) === 'here';
  const isOpen = personId !== null && place.reading === 'organization';
  const isVisit = personId === null && place.isMapped;
  const isForAll = reach === 'organization';
  const isShown = ['visible', 'redacted', 'shown'].includes(standing);
  return (
    (isMember || isOpen || isVisit || isForAll) &&
    isShown &&
    threadStanding === 'visible' &&
    isPublished
  );
}

/** The rule for people: members see one another, whoever else reads a community those who lead it. */
export function maySee(
  personId: string | null,
  other: string,
  { places, founderId }: Pick<Made, 'places'> & Pick<Setting, 'founderId'>,
): boolean {
  return places.some(({ members, reading, isMapped }) => {
    const isMember = personId !== null && members.get(personId) === 'here';
    const isVisitor = personId === null ? isMapped : reading === 'organization';
    return members.get(other) === 'here' && (isMember || (isVisitor && other === founderId));
  });
}

/** Who there is, and where. */
export interface Setting {
  organizationId: string;
  /** The course that communities are mapped to, or only proposed for. */
  courseId: string;
  /** Who founded them all, and leads them. */
  founderId: string;
  people: readonly string[];
  /** Whether some resources say their word in a file alone. */
  hasFiles?: boolean;
}

function itemsOf(
  { chance, oneOf, word }: Chance,
  place: Place,
  { founderId, people, hasFiles = false }: Setting,
) {
  const bare = () => ({
    id: newId(),
    place,
    word: word(),
    authorId: oneOf(founderId, ...people),
    isBehindAlias: false,
    reach: 'community' as const,
    threadStanding: 'visible',
    isPublished: true,
    isInFile: false,
  });
  const talk = some(2, () => {
    const threadId = newId();
    const title = word();
    const threadStanding = oneOf('visible', 'visible', 'hidden', 'deleted');
    return (['thread', 'post'] as const).map((kind) => ({
      ...bare(),
      kind,
      title,
      wholeId: threadId,
      threadStanding,
      isBehindAlias: chance(0.3),
      standing: oneOf('visible', 'visible', 'hidden', 'redacted', 'deleted'),
    }));
  });
  const kept = some(3, () => {
    const item = {
      ...bare(),
      kind: oneOf<'resource' | 'collection' | 'article'>('resource', 'collection', 'article'),
    };
    const isPublished = item.kind !== 'article' || chance(0.7);
    // The database opens to everybody only what is published.
    const isOpened = isPublished && chance(0.4);
    const reach = isOpened ? ('organization' as const) : item.reach;
    const standing = oneOf('shown', 'shown', 'withdrawn');
    const isInFile = hasFiles && item.kind === 'resource' && chance(0.5);
    const title = isInFile ? 'A file' : item.word;
    return { ...item, title, wholeId: item.id, standing, reach, isPublished, isInFile };
  });
  return [...talk.flat(), ...kept] satisfies Item[];
}

/** Gives a file that says this, and was read. @returns its id */
async function putFile(
  tx: Transaction,
  { id, place, word }: Item,
  { organizationId, founderId }: Setting,
): Promise<string> {
  const fileId = newId();
  await sql`
    insert into blobs (organization_id, sha256, size_bytes) values (${organizationId}, ${id}, 1)`.execute(
    tx,
  );
  await sql`
    insert into files (organization_id, id, community_id, given_by, sha256, size_bytes, name, media_type)
      values (${organizationId}, ${fileId}, ${place.id}, ${founderId}, ${id}, 1, 'a.txt', 'text/plain')`.execute(
    tx,
  );
  await sql`
    insert into file_texts (organization_id, sha256, body, read_at)
      values (${organizationId}, ${id}, ${`It says ${word} here`}, now())`.execute(tx);
  return fileId;
}

/** @param link the address that stands beside the word of the item, if any */
async function put(
  tx: Transaction,
  item: Item,
  { link, ...setting }: Setting & { link: string },
): Promise<void> {
  const { organizationId, founderId } = setting;
  const { id, kind, wholeId, place, title, word, authorId, isBehindAlias, standing, reach } = item;
  const source = item.isInFile ? 'lantern' : `lantern ${word} ${link}`;
  const html = renderMarkdown(source);
  const author = isBehindAlias ? null : authorId;
  const aliasNo = isBehindAlias ? (kind === 'thread' ? 1 : 2) : null;
  if (kind === 'thread')
    await sql`
      insert into threads (organization_id, id, community_id, kind, title, author_id, alias_no, last_post_no,
                           last_post_at, last_post_by, standing)
        values (${organizationId}, ${wholeId}, ${place.id}, 'discussion', ${title}, ${author}, ${aliasNo}, 2,
                now(), ${founderId}, ${item.threadStanding})`.execute(tx);
  if (kind === 'thread' || kind === 'post')
    await sql`
      insert into posts (organization_id, id, thread_id, post_no, author_id, alias_no, body_source, body_html,
                         renderer_version, standing)
        values (${organizationId}, ${id}, ${wholeId}, ${kind === 'thread' ? 1 : 2}, ${author}, ${aliasNo}, ${source},
                ${html}, ${rendererVersion}, ${standing})`.execute(tx);
  if (kind === 'resource') {
    const fileId = item.isInFile ? await putFile(tx, item, setting) : null;
    const form = fileId ? 'file' : 'link';
    await sql`
      insert into resources (organization_id, id, community_id, given_by, kind, file_id, title, title_key, why_source,
                             why_html, renderer_version, licence, reach, standing)
        values (${organizationId}, ${id}, ${place.id}, ${author}, ${form}, ${fileId}, ${title}, ${title}, ${source}, ${html},
                ${rendererVersion}, 'by', ${reach}, ${standing})`.execute(tx);
  }
  if (kind === 'collection')
    await sql`
      insert into collections (organization_id, id, community_id, made_by, title, about_source, about_html,
                               renderer_version, reach, standing)
        values (${organizationId}, ${id}, ${place.id}, ${author}, ${title}, ${source}, ${html}, ${rendererVersion}, ${reach}, ${standing})`.execute(
      tx,
    );
  if (kind === 'article') {
    const published = item.isPublished ? 1 : null;
    await sql`
      insert into articles (organization_id, id, community_id, position, kind, title, published_no, reach, standing)
        values (${organizationId}, ${id}, ${place.id}, 1, 'page', ${title}, ${published}, ${reach},
                ${standing})`.execute(tx);
    await sql`
      insert into article_revisions (organization_id, article_id, revision_no, title, source, html,
                                     renderer_version, written_by)
        values (${organizationId}, ${id}, 1, ${title}, ${source}, ${html}, ${rendererVersion}, ${author})`.execute(
      tx,
    );
  }
}

/** What a random world holds. */
export interface Made {
  places: Place[];
  items: Item[];
}

async function putPlace(tx: Transaction, place: Place, setting: Setting): Promise<void> {
  const { organizationId, courseId, founderId } = setting;
  const { id, reading, members, isMapped } = place;
  await sql`
    insert into communities (organization_id, id, name, charter_version, created_by, reading)
      values (${organizationId}, ${id}, 'A place', 1, ${founderId}, ${reading})`.execute(tx);
  await sql`
    insert into charters (organization_id, community_id, version, purpose, created_by)
      values (${organizationId}, ${id}, 1, 'To find', ${founderId})`.execute(tx);
  for (const [personId, how] of members)
    await sql`
      insert into memberships (organization_id, community_id, person_id, role, left_at)
        values (${organizationId}, ${id}, ${personId}, ${personId === founderId ? 'facilitator' : 'member'},
                ${how === 'left' ? new Date() : null})`.execute(tx);
  await sql`
    insert into mappings (organization_id, course_id, community_id, is_home, state, created_by)
      values (${organizationId}, ${courseId}, ${id}, false, ${isMapped ? 'agreed' : 'proposed'},
              ${founderId})`.execute(tx);
}

/**
 * Communities, who belongs to them, and what is in them.
 *
 * @param linkTo the address of another that stands beside the word of an item
 */
export async function makeRandom(
  tx: Transaction,
  by: Chance,
  { linkTo = () => '', ...setting }: Setting & { linkTo?: (other: Item) => string },
): Promise<Made> {
  const { chance, oneOf } = by;
  const places = some(3, (): Place => {
    const members = setting.people.flatMap((id): [string, 'here' | 'left'][] =>
      chance(0.6) ? [[id, oneOf('here', 'here', 'left')]] : [],
    );
    return {
      id: newId(),
      reading: oneOf('members', 'members', 'organization' as const),
      members: new Map([...members, [setting.founderId, 'here']]),
      isMapped: chance(0.4),
    };
  });
  for (const place of places) await putPlace(tx, place, setting);
  const items = places.flatMap((place) => itemsOf(by, place, setting));
  for (const item of items)
    await put(tx, item, { ...setting, link: linkTo(oneOf(item, ...items)) });
  return { places, items };
}
