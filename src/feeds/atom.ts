import type { Response } from 'express';
import type { Feed } from './feed.ts';

/** What XML 1.0 has no way to write, not even escaped, and somebody may still have typed. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const writable = (text: string) => text.replaceAll(unwritable, '');

/** A feed as Atom. It leaves its own address out, which would hold the key. */
export function atomOf(res: Response, feed: Feed): Promise<string> {
  const view = {
    ...feed,
    title: writable(feed.title),
    purpose: writable(feed.purpose),
    updated: feed.updatedAt.toISOString(),
    entries: feed.entries.map((entry) => ({
      ...entry,
      title: writable(entry.title),
      author: writable(entry.author),
      topic: entry.topic && writable(entry.topic),
      html: writable(entry.html),
      published: entry.publishedAt.toISOString(),
      updated: entry.updatedAt.toISOString(),
    })),
    layout: false,
  };
  return new Promise((resolve, reject) => {
    res.render('feeds/_atom', view, (error, xml) => (error ? reject(error) : resolve(xml)));
  });
}
