import { mayOpen } from './courses.ts';
import type { Course } from './courses.ts';
import { pages } from './paths.ts';
import { fullName, initials } from './people.ts';
import type { Person } from './people.ts';
import { roleName } from './roles.ts';
import type { Site } from './site.ts';

/** Where a page stands, so that its header can say so. */
export interface Place {
  site: Site;
  person: Person;
  course?: Course;
  title: string;
  /** Which of the course's tabs is open. */
  tab?: 'activities' | 'people' | 'grades';
  /** The same page for somebody else; without it, or where they may not go, their front page. */
  as?: (person: Person) => string;
}

/** What the header of every page shows: where, as whom, and the way to be somebody else. */
export function chrome(place: Place): Record<string, unknown> {
  const { site, person, course, title } = place;
  return {
    title: `${title} – ${site.platform.platformName}, Demo LMS`,
    theme: site.platform.slug,
    siteName: site.platform.platformName,
    welcomeHref: pages.welcome(),
    homeHref: pages.home(site, person),
    ...(person.standing === 'administrator' && {
      administrationHref: pages.administration(site, person),
    }),
    viewer: { ...card(course, person), role: roleName(course, person) },
    others: site.platform.people.map((other) => ({
      card: card(course, other),
      href: placeFor(place, other),
      current: other.id === person.id,
    })),
    ...(course && { course: courseHeader(place, course) }),
  };
}

function placeFor({ site, course, as }: Place, other: Person): string {
  const open = course === undefined || mayOpen(course, other);
  return as !== undefined && open ? as(other) : pages.home(site, other);
}

function card(course: Course | undefined, person: Person): Record<string, unknown> {
  const outside = course !== undefined && !mayOpen(course, person);
  return {
    name: fullName(person),
    initials: initials(person),
    role: outside ? 'Not in this course' : roleName(course, person),
    shares: person.shares === 'everything' ? '' : 'shares no name and no e-mail',
  };
}

function courseHeader({ site, person, tab }: Place, course: Course): Record<string, unknown> {
  return {
    label: course.label,
    title: course.title,
    term: course.term,
    href: pages.course(site, person, course),
    tabs: [
      { name: 'Activities', href: pages.course(site, person, course), open: tab === 'activities' },
      { name: 'People', href: pages.people(site, person, course), open: tab === 'people' },
      { name: 'Gradebook', href: pages.grades(site, person, course), open: tab === 'grades' },
    ],
  };
}
