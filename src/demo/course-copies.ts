import { randomUUID } from 'node:crypto';
import type { Course } from './courses.ts';
import type { CourseCopy, Link, Records } from './records.ts';

/** The course as its copy: the same people and the same activity, under ids of their own. */
function copied(
  original: Course,
  { id, contextId, label, title, resourceLinkId }: CourseCopy,
): Course {
  const { column: _, ...activity } = original.firstActivity;
  return {
    ...original,
    id,
    contextId,
    label,
    title,
    history: [original.contextId, ...(original.history ?? [])],
    firstActivity: {
      ...activity,
      resourceLinkId,
      history: [activity.resourceLinkId, ...(activity.history ?? [])],
    },
  };
}

/** The courses, and the copies of them; a copy may be copied again. */
export function withCopies(courses: readonly Course[], copies: readonly CourseCopy[]): Course[] {
  const all = [...courses];
  for (const copy of copies) {
    const original = all.find(({ id }) => id === copy.copyOf);
    if (original) all.push(copied(original, copy));
  }
  return all;
}

function copiedLink(link: Link, courseId: string): Link {
  return { ...link, id: randomUUID(), courseId, history: [link.id, ...link.history] };
}

/**
 * Copies a course with what was placed in it, as an LMS does for the next term: custom parameters come
 * along, ids are new.
 *
 * @returns the id of the copy
 */
export function copyCourse(records: Records, { id: copyOf, label, title }: Course): string {
  const id = `copy-${records.copies.length + 1}`;
  records.copies.push({
    id,
    copyOf,
    contextId: randomUUID(),
    label: `${label} (copy)`,
    title: `${title}, next term`,
    resourceLinkId: randomUUID(),
  });
  const placed = records.links.filter(({ courseId }) => courseId === copyOf);
  records.links.push(...placed.map((link) => copiedLink(link, id)));
  return id;
}
