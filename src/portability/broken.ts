/** What whoever brought an archive can do, by why it does not come in. */
const remedies = {
  none: null,
  noArchive: 'asItWas',
  version: 'renew',
  manifest: 'again',
  missing: 'again',
  changed: 'again',
  line: 'again',
  file: 'leaveOut',
  large: 'ask',
  full: 'ask',
  home: 'elsewhere',
  unexpected: 'retry',
} as const;

/** Why an archive does not come in. */
export type Problem = keyof typeof remedies;

/** The words for what can be done about it, if there is more to say than what is wrong. */
export function remedyOf(problem: string): string | null {
  const [, remedy] = Object.entries(remedies).find(([name]) => name === problem) ?? [];
  return remedy ? `arrival.remedy.${remedy}` : null;
}

/** Of the name of a part so much is told. */
const mostLetters = 200;

/** Something is wrong with an archive, and nothing of it comes in. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly problem: Problem;
  /** Which of its files it is, where it is one. */
  readonly part: string | null;
  /** And which line of that, from 1 on. */
  readonly line: number | null;

  constructor(
    problem: Problem,
    {
      part = null,
      line = null,
      cause,
    }: { part?: string | null; line?: number | null; cause?: unknown } = {},
  ) {
    super(`The archive cannot come in: ${problem}`, { cause });
    this.problem = problem;
    this.part = part && part.slice(0, mostLetters);
    this.line = line;
  }
}
