import { may, type Member } from '../communities/index.ts';
import { escapeHtml, personsNamedIn } from '../web/index.ts';
import { isNewcomer } from './pace.ts';
import { Refused } from './refuse-reply.ts';

/** Somebody whom a post may name, as its words do it, and what they are called now. */
export interface Mention {
  id: string;
  name: string | null;
}

/** What somebody writes, where whoever asks may have tried something. */
interface Written {
  body: string;
  tried?: string;
}

const mostNamed = 10;
const mostByNewcomers = 2;

/** Whom a post names, each once. */
export function personsIn({ body, tried = '' }: Written): string[] {
  return [...new Set([...personsNamedIn(body), ...personsNamedIn(tried)])];
}

/**
 * Whoever hides their name names as many as a newcomer can, or a longer row would tell that they are none.
 *
 * @throws Refused when the words name more people than this member can
 */
export function checkMentions(
  member: Pick<Member, 'role' | 'membership'>,
  words: Written,
  { isAnonymous, now }: { isAnonymous: boolean; now: Date },
): void {
  const count = personsIn(words).length;
  const isNew = !may(member.role, 'moderate') && isNewcomer(member, now);
  if (isAnonymous && count > mostByNewcomers) throw new Refused('mentions.anonymous');
  if (isNew && count > mostByNewcomers) throw new Refused('mentions.newcomer');
  if (count > mostNamed) throw new Refused('mentions.most');
}

const named = /<span data-person="([0-9a-f-]{36})">([^<]*)<\/span>/g;

/** Whom HTML that we made names, each once. */
export function personsShownIn(html: string): string[] {
  return [...new Set([...html.matchAll(named)].map(([, id = '']) => id))];
}

/**
 * Calls people by the names they have now, where they may be named; otherwise the words stay as they were typed.
 *
 * @param unnamed what somebody is called whose name is unknown; null leaves what was typed
 */
export function withNames(
  html: string,
  mentions: readonly Mention[],
  unnamed: string | null,
): string {
  if (!html.includes('<span data-person="')) return html;
  const names = new Map(mentions.map(({ id, name }) => [id, name ?? unnamed]));
  return html.replaceAll(named, (_, id: string, typed: string) => {
    const name = names.get(id);
    if (name === undefined || name === null) return typed;
    return `<span class="mention">@<bdi>${escapeHtml(name)}</bdi></span>`;
  });
}
