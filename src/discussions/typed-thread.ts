import type { z } from 'zod';
import { memberWhoMay, writerOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { pollIn } from '../polls/index.ts';
import type { PersonalSession } from '../sessions/index.ts';
import { NewThreadForm } from './forms.ts';
import { KeptFields, laterIn, type Clock } from './later.ts';
import type { Schedule } from './scheduled-store.ts';
import { checkWords } from './warn.ts';
import { checkThread, type NewThread } from './write.ts';

/** A thread as somebody wrote it, to be posted now or later. */
export interface TypedThread {
  key: string;
  /** The charter version that was said yes to with it. */
  accepted: number;
  isWarned: boolean;
  words: NewThread & { isAnonymous: boolean };
  /** All its words, for whoever looks through them. */
  text: string;
  /** When it is to be posted; null for now. */
  later: Date | null;
  fields: z.infer<typeof KeptFields>;
}

/** Reads the form of a thread as a whole: its words, its poll, and when it is to be posted. */
export function readThreadForm(
  body: unknown,
  clock: Clock,
  laterOf: (body: unknown, clock: Clock) => z.ZodSafeParseResult<Date | null> = laterIn,
): { typed: TypedThread | null; problems: (z.ZodError | undefined)[] } {
  const form = NewThreadForm.safeParse(body);
  const later = laterOf(body, clock);
  // A poll is still to be open when it is posted.
  const poll = pollIn(body, { ...clock, now: later.data ?? clock.now });
  if (!form.success || !later.success || !poll.success)
    return { typed: null, problems: [form.error, poll.error, later.error] };
  const { _key: key, accepted, isWarned, ...words } = form.data;
  const asked = poll.data ? [poll.data.question, ...poll.data.options] : [];
  const typed = {
    key,
    accepted,
    isWarned,
    words: { ...words, poll: poll.data },
    text: [words.title, words.body, words.tried, ...asked].join('\n'),
    later: later.data,
    fields: KeptFields.parse(body),
  };
  return { typed, problems: [] };
}

/** What is kept of it until it is posted. */
export function scheduleOf(
  { words, fields }: TypedThread,
  { postAt, timeZone }: Pick<Schedule, 'postAt' | 'timeZone'>,
): Schedule {
  const { title, kind, isAnonymous } = words;
  return { title, kind, isAnonymous, fields, timeZone, postAt };
}

/**
 * Whoever wrote it, where they may begin such a thread.
 *
 * @throws NotFound | Forbidden | Conflict when it is not theirs to do, or the charter is not accepted
 * @throws Warned | Invalid when it cannot begin like this
 */
export async function beginnerOf(
  tx: Transaction,
  session: PersonalSession,
  { communityId, typed }: { communityId: unknown; typed: TypedThread },
): Promise<Member> {
  const { words, later, accepted, text, isWarned } = typed;
  const member = await writerOf(tx, session, communityId, accepted);
  if (words.kind === 'announcement')
    await memberWhoMay(tx, session, { power: 'announce', communityId });
  if (later) await memberWhoMay(tx, session, { power: 'schedule', communityId });
  checkWords(member.community, { text, isWarned });
  await checkThread(tx, member, words);
  return member;
}
