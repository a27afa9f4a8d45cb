/** An LTI context: a course, as the platform calls it. */
export interface Course {
  id: string;
  label: string | null;
  title: string | null;
}

/** What a person is in a course, as their last launch said. */
export type EnrollmentRole = 'instructor' | 'assistant' | 'learner' | 'other';

/** What people call the course; null when the platform never named it. */
export function courseName(course: Pick<Course, 'title' | 'label'>): string | null {
  return course.title ?? course.label;
}

/** Only an instructor decides where a course belongs. */
export function canSetUp(role: EnrollmentRole): boolean {
  return role === 'instructor';
}
