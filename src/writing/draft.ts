/** A person's draft for one place: a kind of place and its id, as in `reply:<thread>`. */
export interface DraftPlace {
  organizationId: string;
  personId: string;
  target: string;
}

/** What a form held, by the names of its fields. */
export type DraftFields = Record<string, string>;

/** How many places one person may have begun to write for; the oldest make room. */
export const mostDrafts = 100;

/** Drafts that nobody went on with are forgotten after so long. */
export const keptMs = 90 * 86_400_000;

/** No save of a form has a greater number; what ends its draft has. */
export const lastNumber = Number.MAX_SAFE_INTEGER - 1;
