import { isOver, seesResults, type Poll } from './poll.ts';

/** What this person may do with a poll. */
interface Rights {
  mayVote: boolean;
  mayClose: boolean;
  /** What they chose in a ballot that was not taken, and is shown again. */
  chosen?: readonly number[] | undefined;
}

/** A poll as a page shows it. What is not theirs to see stands nowhere in it. */
export function viewOf(poll: Poll, { mayVote, mayClose, chosen }: Rights, now: Date) {
  const showsResults = seesResults(poll, now);
  const over = isOver(poll, now);
  const { voterCount, myChoices, mostChoices, options } = poll;
  return {
    question: poll.question,
    shows: poll.shows,
    isSecret: poll.isSecret,
    closesAt: poll.closesAt,
    voterCount,
    mostChoices,
    isOneOnly: mostChoices === 1,
    isOver: over,
    showsResults,
    hasVoted: myChoices !== null,
    mayVote: mayVote && !over,
    mayClose: mayClose && !over,
    options: options.map(({ optionNo, words, voteCount, voters }) => ({
      optionNo,
      words,
      isMine: myChoices?.includes(optionNo) ?? false,
      isChosen: (chosen ?? myChoices)?.includes(optionNo) ?? false,
      ...(showsResults
        ? {
            count: voteCount,
            share: voterCount === 0 ? 0 : voteCount / voterCount,
            width: voterCount === 0 ? 0 : Math.round((100 * voteCount) / voterCount),
            voters,
            unnamed: poll.isSecret ? 0 : voteCount - voters.length,
          }
        : {}),
    })),
  };
}
