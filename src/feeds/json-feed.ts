import type { Entry, Feed } from './feed.ts';

const itemOf = ({ id, url, title, author, topic, publishedAt, updatedAt, html }: Entry) => ({
  id,
  url,
  title,
  content_html: html,
  date_published: publishedAt.toISOString(),
  date_modified: updatedAt.toISOString(),
  authors: [{ name: author }],
  ...(topic === null ? {} : { tags: [topic] }),
});

/** A feed as JSON Feed 1.1. It leaves its own address out, which would hold the key. */
export function jsonFeedOf({ title, purpose, url, language, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: purpose,
    home_page_url: url,
    language,
    items: entries.map(itemOf),
  });
}
