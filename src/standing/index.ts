export { mayWithdrawOrShow, standings, type Standing } from './standing.ts';
export { withdrawOrShow } from './withdraw-or-show.ts';
