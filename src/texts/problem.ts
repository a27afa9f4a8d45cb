/** Why a file is not read. */
export const problems = ['locked', 'damaged', 'large', 'slow', 'heavy', 'lost'] as const;
export type Problem = (typeof problems)[number];

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
