import { fold, wordsIn, type Community } from '../communities/index.ts';

/** What somebody may not have meant to tell everybody, or in that tone. */
const warnings = ['email', 'phone', 'number', 'word'] as const;
export type Warning = (typeof warnings)[number];

/** Words that are not taken before their author has seen what is in them. */
export class Warned extends Error {
  override readonly name = 'Warned';
  readonly warnings: readonly Warning[];

  constructor(found: readonly Warning[]) {
    super('Something in it may be meant for nobody');
    this.warnings = found;
  }
}

// What holds numbers and is neither a telephone nor anybody's: addresses, ids, dates, measures.
const harmless =
  /https?:\/\/\S+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}|\p{Nd}{1,2}[./]\p{Nd}{1,2}[./]\p{Nd}{4}|(?<![\p{Nd}.,+])\p{Nd}+[.,]\p{Nd}+(?![.,]?\p{Nd})/gu;
const email = /[^\s@<>()[\]]+@[^\s@<>()[\]]+\.\p{L}{2,}/u;
/** Digits in groups, or after a plus. */
const phoneLike = /(?<![\p{L}\p{Nd}])(?:\+\p{Nd}|\(?\p{Nd}+\)?[ .()/-])[\p{Nd} .()/-]{5,}\p{Nd}/gu;
const studentNumber = /(?<![\p{L}\p{Nd}.,])\p{Nd}{7,10}(?![\p{L}\p{Nd}])/u;

function hasPhone(text: string): boolean {
  return (text.match(phoneLike) ?? []).some((found) => {
    const digits = found.match(/\p{Nd}/gu)?.length ?? 0;
    return digits >= 8 && digits <= 15;
  });
}

// Chinese sets no blanks between words, and a phrase has its own.
const isPart = /[\p{Script=Han}\s]/u;

function hasWord(text: string, chosen: readonly string[]): boolean {
  const [folded, single] = [fold(text), new Set(wordsIn(text))];
  return chosen
    .map(fold)
    .some((word) => (isPart.test(word) ? folded.includes(word) : single.has(word)));
}

/** What is in these words that their author may want to look at again, in the community's own terms. */
export function warningsIn(
  text: string,
  { warnedWords }: Pick<Community, 'warnedWords'>,
): Warning[] {
  const rest = text.replaceAll(harmless, ' ');
  const isFound: Record<Warning, boolean> = {
    email: email.test(text),
    phone: hasPhone(rest),
    number: studentNumber.test(rest),
    word: hasWord(text, warnedWords),
  };
  return warnings.filter((warning) => isFound[warning]);
}

/** @throws Warned where the community wants it, once for each form */
export function checkWords(
  community: Community,
  { text, isWarned }: { text: string; isWarned: boolean },
): void {
  if (community.warns === 'off' || isWarned) return;
  const found = warningsIn(text, community);
  if (found.length > 0) throw new Warned(found);
}
