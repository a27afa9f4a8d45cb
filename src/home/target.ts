/** Something of ours that an activity in a course leads to. */
export interface Target {
  /** Its kind, by the name of the `Placeable` that offers it. */
  view: string;
  /** Null stands for the community of the course, whichever it is by then. */
  communityId: string | null;
  /** Null for a view of the whole community. */
  itemId: string | null;
}

/** A target as a form sends it; an id in its page, too. */
export function choiceOf({ view, communityId, itemId }: Target): string {
  return [view, communityId, itemId].filter(Boolean).join('_');
}

/** Nonsense reads as a target that is not there. */
export function targetOfChoice(choice: string): Target {
  const [view = '', communityId = null, itemId = null] = choice.split('_');
  return { view, communityId, itemId };
}

/**
 * A target as custom parameters, which come back with every launch and survive the copying of a course.
 *
 * @param courseId where it is placed: a launch from another course tells that this one was copied
 */
export function customOf(target: Target, courseId: string | null): Record<string, string> {
  const { view, communityId, itemId } = target;
  return {
    guildhall_view: view,
    ...(communityId && { guildhall_community: communityId }),
    ...(itemId && { [`guildhall_${view}`]: itemId }),
    ...(courseId && { guildhall_course: courseId }),
  };
}

/** What the custom parameters of a launch name; null when they leave it to the course. */
export function targetIn(custom: Record<string, string>): Target | null {
  const { guildhall_view: view, guildhall_community: communityId } = custom;
  if (!view || !communityId) return null;
  return { view, communityId, itemId: custom[`guildhall_${view}`] ?? null };
}

/** The course in which the launched activity was once placed. */
export function courseIn(custom: Record<string, string>): string | null {
  return custom['guildhall_course'] ?? null;
}
