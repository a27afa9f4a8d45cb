/** Who sees how a poll stands: everybody, whoever has voted, or nobody before it is closed. */
export const resultRules = ['always', 'voted', 'closed'] as const;
type ResultRule = (typeof resultRules)[number];

export const mostOptions = 10;

/** What somebody asks for. */
export interface NewPoll {
  question: string;
  options: readonly string[];
  /** How many of the options one person may choose. */
  mostChoices: number;
  shows: ResultRule;
  isSecret: boolean;
  closesAt: Date | null;
}

export interface PollOption {
  optionNo: number;
  words: string;
  voteCount: number;
  /** The first of those who chose it, by name; nobody's where the poll is secret. */
  voters: (string | null)[];
}

/** A poll as one person sees it. */
export interface Poll extends Omit<NewPoll, 'options'> {
  closedAt: Date | null;
  voterCount: number;
  options: PollOption[];
  /** The numbers of the options that this person chose; null when they did not vote. */
  myChoices: number[] | null;
}

type Closing = Pick<Poll, 'closesAt' | 'closedAt'>;

/** Whether its votes are final. */
export function isOver({ closesAt, closedAt }: Closing, now: Date): boolean {
  return closedAt !== null || (closesAt !== null && closesAt <= now);
}

/** Whether this person sees how it stands. */
export function seesResults(poll: Closing & Pick<Poll, 'shows' | 'myChoices'>, now: Date): boolean {
  if (poll.shows === 'always' || isOver(poll, now)) return true;
  return poll.shows === 'voted' && poll.myChoices !== null;
}

/** What is wrong with a ballot, as a key of the translation files; null where it can be counted. */
export function faultOf(
  poll: Closing & Pick<Poll, 'mostChoices'>,
  choices: readonly number[],
  now: Date,
): string | null {
  if (isOver(poll, now)) return 'poll.ballot.late';
  if (choices.length === 0) return 'poll.ballot.missing';
  return choices.length > poll.mostChoices ? 'poll.ballot.many' : null;
}
