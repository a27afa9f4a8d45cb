export { BallotForm, choiceNumbers, pollIn } from './forms.ts';
export { resultRules, seesResults, type NewPoll, type Poll } from './poll.ts';
export { countBallots, findPoll, insertPoll } from './store.ts';
export { viewOf } from './view.ts';
export { castBallot, closePoll } from './vote.ts';
