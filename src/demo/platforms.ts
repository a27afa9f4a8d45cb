import { harbourCourses, northfieldCourses } from './courses.ts';
import type { Course } from './courses.ts';
import { harbourPeople, northfieldPeople } from './people.ts';
import type { Person } from './people.ts';

/** One organization's LMS: everything about it that never changes while it runs. */
export interface Platform {
  /** Its part of an address, and the last word of its issuer. */
  slug: string;
  organizationName: string;
  platformName: string;
  tagline: string;
  guid: string;
  contactEmail: string;
  /** Fixed, so that Guildhall can be registered before anybody opens a browser. */
  clientId: string;
  deploymentId: string;
  /** Whether logins carry `lti_storage_target`, and its pages keep data for tools. */
  offersStorage: boolean;
  /** How an activity frame starts a login: by its address, or by a form that posts itself. */
  startsLoginBy: 'GET' | 'POST';
  /** Whether several things can be added at once, in one answer to a choice of content. */
  takesSeveral: boolean;
  people: readonly Person[];
  courses: readonly Course[];
}

const northfield: Platform = {
  slug: 'northfield',
  organizationName: 'Northfield University',
  platformName: 'Northfield Online',
  tagline: 'A university with two courses. Keeps data for tools whose cookies are blocked.',
  guid: '4c1c5b7e-northfield.demo-lms.example',
  contactEmail: 'lms@northfield.example',
  clientId: '10000000000042',
  deploymentId: '7:3f9c1d5e8a2b4c60',
  offersStorage: true,
  startsLoginBy: 'GET',
  takesSeveral: true,
  people: northfieldPeople,
  courses: northfieldCourses,
};

const harbour: Platform = {
  slug: 'harbour',
  organizationName: 'Harbour Hospitals Trust',
  platformName: 'Harbour Learning',
  tagline: 'A hospital trust with one course. An older LMS: tools get no storage from it.',
  guid: 'harbour.demo-lms.example',
  contactEmail: 'learning@harbour.example',
  clientId: 'hB7rQ2vWx9LmT4k',
  deploymentId: '1',
  offersStorage: false,
  startsLoginBy: 'POST',
  takesSeveral: false,
  people: harbourPeople,
  courses: harbourCourses,
};

export const platforms: readonly Platform[] = [northfield, harbour];
