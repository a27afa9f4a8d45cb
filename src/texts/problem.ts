/** Why a file is not read. */
export const problems = ['locked', 'damaged', 'large', 'slow', 'heavy', 'lost'] as const;
export type Problem = (typeof problems)[number];

/** What people are told of it; the ends of keys of the translation files. */
export type UnreadReason = 'locked' | 'damaged' | 'large';

/** What takes too long or too much to be read is too large, whatever its bytes; a lost file says so itself. */
export const reasonOf: Record<Problem, UnreadReason | null> = {
  locked: 'locked',
  damaged: 'damaged',
  large: 'large',
  slow: 'large',
  heavy: 'large',
  lost: null,
};

/** It is not read, and nothing of what it says is told. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly problem: Problem;

  constructor(problem: Problem, options: ErrorOptions = {}) {
    super(`Not read: ${problem}`, options);
    this.problem = problem;
  }

  /** For the queue, which keeps this and nothing else. */
  get code(): Problem {
    return this.problem;
  }

  /** Whether it may be otherwise on another day: the machine may have been busy. */
  get isPassing(): boolean {
    return this.problem === 'slow' || this.problem === 'heavy';
  }
}
