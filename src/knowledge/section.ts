/** So deep do sections stand in one another at most. */
export const mostDepth = 4;
export const mostSections = 300;

/** A part of what a community knows. */
export interface Section {
  id: string;
  parentId: string | null;
  title: string;
}

/** A section where it stands: its own come after it. */
export interface PlacedSection extends Section {
  /** 0 for those of no other. */
  depth: number;
}

/** Every section after the one it belongs to, in the order of reading. */
export function inReadingOrder(
  sections: readonly Section[],
  parentId: string | null = null,
  depth = 0,
): PlacedSection[] {
  return sections.flatMap((section) =>
    section.parentId === parentId
      ? [{ ...section, depth }, ...inReadingOrder(sections, section.id, depth + 1)]
      : [],
  );
}

/** The sections that this one stands in, the outermost first. */
export function pathTo(sections: readonly Section[], id: string | null): Section[] {
  const section = sections.find((each) => each.id === id);
  return section ? [...pathTo(sections, section.parentId), section] : [];
}

/** An order in which one of these stands a step further on, or back; at the end it stays. */
export function swapped(ids: readonly string[], id: string, step: 1 | -1): string[] {
  const order = [...ids];
  const from = order.indexOf(id);
  const other = order[from + step];
  if (from < 0 || other === undefined) return order;
  order[from] = other;
  order[from + step] = id;
  return order;
}
