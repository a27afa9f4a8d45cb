import { communityPaths, type Community } from '../communities/index.ts';
import {
  discussionPaths,
  isShown,
  withNames,
  type Opening,
  type ThreadSummary,
} from '../discussions/index.ts';
import { withCalloutWords, type Words } from '../web/index.ts';

/** A thread, as programs that read feeds show it. */
export interface Entry {
  id: string;
  url: string;
  title: string;
  /** The name, or the alias, that it is signed with. */
  author: string;
  topic: string | null;
  publishedAt: Date;
  updatedAt: Date;
  html: string;
}

/** What was talked about last in a community, whatever format it is then written in. */
export interface Feed {
  id: string;
  title: string;
  purpose: string;
  language: string;
  url: string;
  updatedAt: Date;
  entries: Entry[];
}

/** What the words and addresses of a feed are made with. */
interface Setting {
  publicUrl: URL;
  language: string;
  words: Words;
}

const urn = (id: string) => `urn:uuid:${id}`;

/** Programs that read feeds know no page that an address could stand in relation to. */
function withWholeAddresses(html: string, { publicUrl }: Setting): string {
  return html.replaceAll(/ (href|src)="([^"#:]+(?:[#?][^"]*)?)"/g, (_, name, path) => {
    return ` ${name}="${new URL(path, publicUrl).href}"`;
  });
}

function htmlOf({ lastPostNo }: ThreadSummary, opening: Opening, setting: Setting): string {
  const replies = lastPostNo - 1;
  const { bodyHtml, triedHtml, mentions } = opening;
  const written = isShown(opening) ? [bodyHtml, triedHtml ?? ''] : [];
  const unnamed = setting.words('person.unnamed');
  const parts = written.map((html) =>
    withCalloutWords(withNames(html, mentions, unnamed), setting.words),
  );
  if (replies > 0) parts.push(`<p>${setting.words('thread.replies', { count: replies })}</p>`);
  return withWholeAddresses(parts.join(''), setting);
}

const later = (one: Date, other: Date | null) => (other && other > one ? other : one);

function entryOf(thread: ThreadSummary, opening: Opening, setting: Setting): Entry {
  const { publicUrl, words } = setting;
  const { name, aliasNo } = thread.author;
  return {
    id: urn(thread.id),
    url: new URL(discussionPaths.lasting(thread.id), publicUrl).href,
    title: thread.title,
    author:
      aliasNo === null
        ? (name ?? words('person.unnamed'))
        : words('person.alias', { number: aliasNo }),
    topic: thread.topicName,
    publishedAt: opening.createdAt,
    updatedAt: later(thread.lastPostAt, opening.editedAt),
    html: htmlOf(thread, opening, setting),
  };
}

/** @param since when the feed began, which is its last change while nothing stands in it */
export function feedOf(
  {
    community,
    threads,
    openings,
    since,
  }: {
    community: Community;
    threads: readonly ThreadSummary[];
    openings: ReadonlyMap<string, Opening>;
    since: Date;
  },
  setting: Setting,
): Feed {
  const entries = threads.flatMap((thread) => {
    const opening = openings.get(thread.id);
    return opening ? [entryOf(thread, opening, setting)] : [];
  });
  return {
    id: urn(community.id),
    title: community.name,
    purpose: community.purpose,
    language: setting.language,
    url: new URL(communityPaths.home(community.id), setting.publicUrl).href,
    updatedAt: entries.reduce(
      (latest, entry) => later(latest, entry.updatedAt),
      entries[0]?.updatedAt ?? since,
    ),
    entries,
  };
}
