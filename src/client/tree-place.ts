/** A line of a tree as it is read from top to bottom. */
export interface Line {
  id: string;
  depth: number;
  title: string;
  item: HTMLElement;
}

/** Where something could stand: in front of the line of this number, or after them all, and so deep. */
export interface Place {
  at: number;
  depth: number;
}

/** What is moved, and the lines that it can stand among: all but its own. */
export interface Move {
  moved: Line;
  others: readonly Line[];
  /** How many levels stand in what is moved, besides itself. */
  height: number;
  /** How many levels a tree has at most. */
  levels: number;
}

/** A line lifted out of its tree, with all that stands in it, and where it stood. */
export function lifted(
  lines: readonly Line[],
  id: string,
  levels: number,
): { move: Move; place: Place } | null {
  const at = lines.findIndex((line) => line.id === id);
  const moved = lines[at];
  if (!moved) return null;
  const after = lines.slice(at + 1);
  const end = after.findIndex(({ depth }) => depth <= moved.depth);
  const within = end < 0 ? after : after.slice(0, end);
  const height = Math.max(0, ...within.map(({ depth }) => depth - moved.depth));
  const others = [...lines.slice(0, at), ...after.slice(within.length)];
  return { move: { moved, others, height, levels }, place: { at, depth: moved.depth } };
}

/** The nearest to this place that there is: as deep as its neighbours allow, and the tree has room for. */
export function nearest({ others, height, levels }: Move, { at, depth }: Place): Place {
  const within = Math.min(Math.max(at, 0), others.length);
  const above = others[within - 1];
  const most = Math.min(above ? above.depth + 1 : 0, levels - 1 - height);
  const least = Math.min(others[within]?.depth ?? 0, most);
  return { at: within, depth: Math.min(Math.max(depth, least), most) };
}

/** The line that this place is in, if any, and the one it is in front of, if it is not the last there. */
export function neighbours(
  { others }: Move,
  { at, depth }: Place,
): { parent: Line | null; before: Line | null } {
  const above = others.slice(0, at);
  const parent = above.findLast((line) => line.depth === depth - 1) ?? null;
  const below = others[at];
  return { parent, before: below?.depth === depth ? below : null };
}
