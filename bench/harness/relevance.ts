/** What each document is worth to whoever asked, by its id; others are worth nothing. */
type Grades = ReadonlyMap<string, number>;

const gain = (grade: number, place: number) => (2 ** grade - 1) / Math.log2(place + 2);
const sumOf = (grades: readonly number[]) =>
  grades.reduce((sum, grade, place) => sum + gain(grade, place), 0);

/**
 * Normalized discounted cumulative gain: what a list gives whoever reads it from the top, of the most that one so
 * long could give; 0 to 1. After Järvelin and Kekäläinen (2002), with exponential gain.
 */
export function ndcg(found: readonly string[], grades: Grades, depth: number): number {
  const best = [...grades.values()].toSorted((left, right) => right - left).slice(0, depth);
  return sumOf(found.slice(0, depth).map((id) => grades.get(id) ?? 0)) / sumOf(best);
}

/** How many of those worth anything are among the first; 0 to 1. */
export function recall(found: readonly string[], grades: Grades, depth: number): number {
  return found.slice(0, depth).filter((id) => grades.has(id)).length / grades.size;
}
