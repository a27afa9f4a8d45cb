import { Router } from 'express';
import { z } from 'zod';
import { callerOf } from './access-tokens.ts';
import type { Course } from './courses.ts';
import { expandCustom } from './custom-variables.ts';
import { mediaTypes, mustAccept } from './media-types.ts';
import { personClaims } from './message-claims.ts';
import { endpoints } from './paths.ts';
import type { Person } from './people.ts';
import type { Client, Link } from './records.ts';
import { notFound, Refusal } from './refusal.ts';
import { courseRolesOf, hasRole } from './roles.ts';
import { scopes } from './scopes.ts';
import { pageOf } from './service-paging.ts';
import { activitiesIn, courseOf, membersOf } from './site.ts';
import type { Site } from './site.ts';

const filterSchema = z.object({ role: z.string().optional(), rlid: z.string().optional() });

/**
 * Who is in a course, as far as each person shares it.
 *
 * @see [Names and Roles 2.0](https://www.imsglobal.org/spec/lti-nrps/v2p0/)
 */
export function namesAndRoles(site: Site): Router {
  const router = Router();
  router.get('/lti/courses/:course/memberships', async (req, res) => {
    const client = await callerOf(site, req, [scopes.memberRead]);
    mustAccept(req, mediaTypes.members);
    const course = courseOf(site, req.params.course);
    const { role, rlid } = filterOf(req.query);
    const link = rlid === undefined ? undefined : linkOf(site, client, course, rlid);
    const members = membersOf(site, course).filter(
      (person) => role === undefined || hasRole(course, person, role),
    );
    const id = endpoints.memberships(site, course);
    const page = pageOf(req, res, id, members);
    const { contextId, label, title } = course;
    res.type(mediaTypes.members).send(
      JSON.stringify({
        id,
        context: { id: contextId, label, title },
        members: page.map((person) => {
          const about = member(course, person);
          if (link !== undefined) {
            about['message'] = [messageFor(site, { client, course, person, link })];
          }
          return about;
        }),
      }),
    );
  });
  return router;
}

function filterOf(query: unknown): z.infer<typeof filterSchema> {
  const filter = filterSchema.safeParse(query);
  if (!filter.success) {
    throw new Refusal(400, 'invalid_request', 'role and rlid may each be given once.');
  }
  return filter.data;
}

/** A tool learns about its own activities only (NRPS 2.0, 3). */
function linkOf(site: Site, client: Client, course: Course, linkId: string): Link {
  const link = activitiesIn(site, course).find(({ id }) => id === linkId);
  if (link?.clientId !== client.clientId) throw notFound('resource link');
  return link;
}

function member(course: Course, person: Person): Record<string, unknown> {
  const { locale: _unknownHere, ...names } = personClaims(person);
  return {
    status: 'Active',
    user_id: person.sub,
    roles: courseRolesOf(course, person),
    ...names,
    ...(person.shares === 'everything' && { lis_person_sourcedid: person.sourcedId }),
  };
}

function messageFor(
  site: Site,
  about: { client: Client; course: Course; person: Person; link: Link },
): Record<string, unknown> {
  const custom = { ...about.link.custom, ...about.client.custom };
  return {
    'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest',
    'https://purl.imsglobal.org/spec/lti/claim/custom': expandCustom(
      site,
      { ...about, target: 'iframe' },
      custom,
    ),
  };
}
