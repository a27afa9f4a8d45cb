import type { Community } from './community.ts';

/** The parts of a charter, in the order they are read; each is Markdown as written, and may be empty. */
export const charterParts = [
  'purpose',
  'activities',
  'contributions',
  'conduct',
  'rhythm',
] as const;
export type CharterPart = (typeof charterParts)[number];

/** What a community cares about and what its members expect of one another, as it stood at one time. */
export interface Charter extends Record<CharterPart, string> {
  version: number;
  /** Whether members were asked again because of it. */
  isMaterial: boolean;
  /** Why it was changed. */
  note: string;
  authorName: string | null;
  createdAt: Date;
}

/** What a new version says. */
export type CharterWords = Pick<Charter, CharterPart | 'note' | 'isMaterial'>;

/** Whether joining asks for more than a wish to: some charters only say what binds the group. */
export function asksForAcceptance({ bindingVersion }: Community): boolean {
  return bindingVersion > 0;
}
