import type { RequestHandler } from 'express';
import { seatOf } from './courses.ts';
import { pages } from './paths.ts';
import { fullName, initials } from './people.ts';
import { roleName } from './roles.ts';
import type { Site } from './site.ts';

/** The way in: each organization, its courses, and everybody one can be there. */
export function welcomePage(sites: readonly Site[]): RequestHandler {
  const shown = sites.map(siteCard);
  return (_req, res) => {
    res.render('welcome', { layout: 'bare', title: 'Demo LMS', sites: shown, wide: true });
  };
}

function siteCard(site: Site): object {
  const { platformName, organizationName, tagline, slug, courses, people } = site.platform;
  const administrators = people.filter(({ standing }) => standing === 'administrator');
  return {
    platformName,
    organizationName,
    tagline,
    slug,
    courses: courses.map((course) => ({
      label: course.label,
      title: course.title,
      people: people
        .filter((person) => seatOf(course, person) !== undefined)
        .map((person) => ({
          name: fullName(person),
          initials: initials(person),
          role: roleName(course, person),
          shares: person.shares === 'everything' ? '' : 'shares nothing',
          href: pages.course(site, person, course),
        })),
    })),
    administrators: administrators.map((person) => ({
      name: fullName(person),
      href: pages.administration(site, person),
    })),
  };
}
