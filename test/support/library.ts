import { expect } from 'vitest';
import { formWith, send, tokenOf, type Chosen } from './files.ts';
import type { Answer } from './platform/browser.ts';
import { pathOf } from './talk.ts';
import type { Visitor, World } from './world.ts';

/** What a good form to share a link holds. */
export const aLink = {
  what: 'link',
  url: 'https://example.org/handover',
  title: 'A checklist for handover',
  why: 'It made ours *half as long*.',
  licence: 'by',
  language: 'en',
  source: 'The Royal Infirmary',
};

/** Shares a link in the community of this path. @returns the resource's path */
export async function shareLink(who: Visitor, home: string, fields: object = {}): Promise<string> {
  const form = await who.get(`${home}/library/new`);
  const answer = await who.press(form, `${home}/library`, { ...aLink, ...fields });
  expect(answer.status).toBe(303);
  return pathOf(answer);
}

const { url: _, ...aFile } = { ...aLink, what: 'file' };

/** Sends the form to share a file, as a page without scripts does. */
export async function sendFile(
  { house }: World,
  who: Visitor,
  home: string,
  { files, fields = {} }: { files: Chosen[]; fields?: Record<string, string> },
): Promise<Response> {
  const form = formWith({ ...aFile, _token: await tokenOf(who), ...fields }, files);
  return send(house, who, `${home}/library`, form);
}

/** Shares a file. @returns the resource's path */
export async function shareFile(
  world: World,
  who: Visitor,
  home: string,
  file: Chosen,
): Promise<string> {
  const answer = await sendFile(world, who, home, { files: [file] });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

/** Tells how the resource or article of this path went in practice. @returns the story's id */
export async function tellStory(who: Visitor, used: string, fields: object = {}): Promise<string> {
  const [home = '', room = '', of = ''] = used.split(/\/(library|knowledge)\//);
  const kind = room === 'knowledge' ? 'article' : 'resource';
  const form = await who.get(`${home}/practice/new?kind=${kind}&of=${of}`);
  const told = { outcome: 'worked', tried: 'We used it *twice*.', ...fields };
  const answer = await who.press(form, `${home}/practice`, told);
  expect(answer.status).toBe(303);
  return answer.location?.hash.replace('#story-', '') ?? '';
}

/** Says that another resource replaces this one or goes with it. */
export async function relate(
  who: Visitor,
  resource: string,
  { as, other }: { as: 'newer' | 'related'; other: string },
): Promise<Answer> {
  const path = `${resource}/relations`;
  const wish = { as, wish: 'give', other: other.split('/').at(-1) };
  return who.press(await who.get(path), path, wish);
}

/** Begins a collection in the community of this path. @returns the collection's path */
export async function collect(who: Visitor, home: string, fields: object = {}): Promise<string> {
  const form = await who.get(`${home}/collections/new`);
  const words = { title: 'A first week', about: '', ...fields };
  const answer = await who.press(form, `${home}/collections`, words);
  expect(answer.status).toBe(303);
  return pathOf(answer).replace('/items', '');
}

/** Sends the form to replace the file of a resource, as a page without scripts does. */
export async function replaceFile(
  { house }: World,
  who: Visitor,
  resource: string,
  { file, ...fields }: { file: Chosen | null; note?: string; fileId?: string },
): Promise<Response> {
  const words = { _token: await tokenOf(who), note: 'A better one', ...fields };
  return send(house, who, `${resource}/versions`, formWith(words, file ? [file] : []));
}
