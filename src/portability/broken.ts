/** Why an archive does not come in. */
export type Problem =
  | 'noArchive'
  | 'version'
  | 'manifest'
  | 'missing'
  | 'changed'
  | 'line'
  | 'file'
  | 'large'
  | 'full'
  | 'home'
  | 'unexpected';

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
    this.part = part;
    this.line = line;
  }
}
