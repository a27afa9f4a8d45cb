/** What one post may spend on something costly, counted under a name. */
export interface Purse {
  name: string;
  most: number;
}

const spent = new WeakMap<object, Map<string, number>>();

/**
 * Takes from what this rendering may still spend.
 *
 * @param env of the rendering, and of no other
 * @returns false, taking nothing, where not enough is left
 */
export function spend(env: object, { name, most }: Purse, amount: number): boolean {
  const purses = spent.get(env) ?? new Map<string, number>();
  spent.set(env, purses);
  const total = (purses.get(name) ?? 0) + amount;
  if (total > most) return false;
  purses.set(name, total);
  return true;
}
