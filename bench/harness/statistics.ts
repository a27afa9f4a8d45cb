const ordered = (values: readonly number[]) => values.toSorted((left, right) => left - right);

/** @throws RangeError when there is nothing to take it of */
export function percentile(values: readonly number[], percent: number): number {
  const found = ordered(values)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)];
  if (found === undefined) throw new RangeError('No values');
  return found;
}

export function median(values: readonly number[]): number {
  const sorted = ordered(values);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** From the least to the most. */
export function range(values: readonly number[], digits: number): string {
  return `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
}
