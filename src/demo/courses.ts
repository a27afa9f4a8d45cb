import type { Person } from './people.ts';

/** What somebody is in one course. */
export type Seat = 'instructor' | 'assistant' | 'learner';

/** The activity that stands in a course from the beginning. */
interface FirstActivity {
  resourceLinkId: string;
  title: string;
  text: string;
  /** The ids it had in the courses this one was copied from, newest first. */
  history?: readonly string[];
  /** A gradebook column made together with the activity, as some LMSs do. */
  column?: { id: string; label: string; scoreMaximum: number };
}

/** A course. `id` is its part of an address; `contextId` is what a tool gets to know. */
export interface Course {
  id: string;
  contextId: string;
  sourcedId: string;
  sectionSourcedId: string;
  label: string;
  title: string;
  term: string;
  about: string;
  begins: string;
  ends: string;
  /** Full URI, of the course vocabulary of LTI 1.3, A.1. */
  type: string;
  seats: Readonly<Record<string, Seat>>;
  firstActivity: FirstActivity;
  /** The context ids of the courses it was copied from, newest first. */
  history?: readonly string[];
}

const courseVocabulary = 'http://purl.imsglobal.org/vocab/lis/v2/course#';

export const northfieldCourses: readonly Course[] = [
  {
    id: 'nurs-310',
    contextId: 'c1f0a4de-8b0e-4f0a-8a35-2f7f4d9ab310',
    sourcedId: 'NURS-310-2026A',
    sectionSourcedId: 'NURS-310-2026A-01',
    label: 'NURS 310',
    title: 'Patient Safety in Practice',
    term: 'Autumn 2026',
    about:
      'How near misses are noticed, told and learned from. Weekly case rounds, two placements and a shared place to ask.',
    begins: '2026-09-14T08:00:00Z',
    ends: '2027-01-29T17:00:00Z',
    type: `${courseVocabulary}CourseOffering`,
    seats: {
      'amara-nwosu': 'instructor',
      'mateo-quispe': 'assistant',
      'linh-tran': 'learner',
      'yusuf-demir': 'learner',
    },
    firstActivity: {
      resourceLinkId: '0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101',
      title: 'Guildhall',
      text: 'Ask, answer and keep what works, together with the other courses on patient safety.',
    },
  },
  {
    id: 'educ-214',
    contextId: 'a97d3b12-6f4c-4c92-b1f8-71c0a2e5d214',
    sourcedId: 'EDUC-214-2026A',
    sectionSourcedId: 'EDUC-214-2026A-02',
    label: 'EDUC 214',
    title: 'Learning Design Studio',
    term: 'Autumn 2026',
    about: 'Design a course, teach an hour of it, change it. A studio: bring work in progress.',
    begins: '2026-09-15T08:00:00Z',
    ends: '2027-01-29T17:00:00Z',
    type: `${courseVocabulary}CourseOffering`,
    seats: {
      'amara-nwosu': 'instructor',
      'mateo-quispe': 'learner',
      'linh-tran': 'learner',
    },
    firstActivity: {
      resourceLinkId: '3b8e7d41-90aa-4d25-8c13-54d0f9a72141',
      title: 'Guildhall',
      text: 'The community of everybody who designs learning here.',
    },
  },
];

export const harbourCourses: readonly Course[] = [
  {
    id: 'improving-care',
    contextId: '12',
    sourcedId: 'QI-07',
    sectionSourcedId: 'QI-07-NIGHT',
    label: 'QI-07',
    title: 'Improving Care Together',
    term: 'Runs all year',
    about:
      'Small tests of change on your own ward, with colleagues from every shift. No lectures; one meeting a month.',
    begins: '2026-01-05T07:00:00Z',
    ends: '2026-12-18T19:00:00Z',
    type: `${courseVocabulary}CourseSection`,
    seats: {
      'kenji-watanabe': 'instructor',
      'fatima-el-idrissi': 'learner',
      'noa-levi': 'learner',
    },
    firstActivity: {
      resourceLinkId: '118',
      title: 'Guildhall',
      text: 'Questions from the wards, and the answers that held.',
      column: { id: '118', label: 'Taking part', scoreMaximum: 100 },
    },
  },
];

/** What this person is in this course; an administrator who is not in it has no seat. */
export function seatOf(course: Course, person: Person): Seat | undefined {
  return course.seats[person.id];
}

/** Administrators may open every course; everybody else the ones they are in. */
export function mayOpen(course: Course, person: Person): boolean {
  return seatOf(course, person) !== undefined || person.standing === 'administrator';
}

/** Placing and removing activities is for those who teach, and for administrators. */
export function mayEdit(course: Course, person: Person): boolean {
  const seat = seatOf(course, person);
  return seat === 'instructor' || person.standing === 'administrator';
}

/** Everybody's marks are for those who teach or assist, and for administrators. */
export function mayGrade(course: Course, person: Person): boolean {
  return mayEdit(course, person) || seatOf(course, person) === 'assistant';
}
