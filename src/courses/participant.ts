import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { isPersonal, type PersonalSession, type Session } from '../sessions/index.ts';
import { canSetUp, type Course, type EnrollmentRole } from './course.ts';
import { findCourse, findEnrollment } from './store.ts';

/** Somebody seen in a course. A visitor is there without being anybody. */
export interface Participant {
  course: Course;
  role: EnrollmentRole | 'visitor';
}

async function roleIn(
  tx: Transaction,
  session: Session,
  courseId: string,
): Promise<Participant['role'] | undefined> {
  if (!isPersonal(session)) return session.courseId === courseId ? 'visitor' : undefined;
  return (await findEnrollment(tx, courseId, session.personId))?.role;
}

/** @throws NotFound when there is no such course, or they never came through it */
export async function participantOf(
  tx: Transaction,
  session: Session,
  courseId: unknown,
): Promise<Participant> {
  const id = z.uuid().safeParse(courseId).data;
  const [course, role] = id ? await Promise.all([findCourse(tx, id), roleIn(tx, session, id)]) : [];
  if (!course || !role) throw new NotFound('No such course of theirs');
  return { course, role };
}

/** @throws NotFound | Forbidden when they do not teach the course */
export async function instructorOf(
  tx: Transaction,
  session: PersonalSession,
  courseId: unknown,
): Promise<Course> {
  const { course, role } = await participantOf(tx, session, courseId);
  if (role === 'visitor' || !canSetUp(role)) throw new Forbidden('Only an instructor sets up');
  return course;
}
