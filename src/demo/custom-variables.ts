import { seatOf } from './courses.ts';
import type { Occasion } from './login-hints.ts';
import { fullName } from './people.ts';
import { launchRolesOf } from './roles.ts';
import type { Site } from './site.ts';
import { platformVersion, productFamilyCode } from './version.ts';

/**
 * Put values in the place of variables. A variable that this LMS does not know is sent as it is
 * written, as the specification asks.
 *
 * @see [LTI 1.3, 6.1 Custom properties and variable substitution](https://www.imsglobal.org/spec/lti/v1p3/#custom-properties-and-variable-substitution)
 */
export function expandCustom(
  site: Site,
  occasion: Occasion,
  custom: Record<string, string>,
): Record<string, string> {
  const values = new Map(Object.entries(variablesFor(site, occasion)));
  return Object.fromEntries(
    Object.entries(custom).map(([name, value]) => [name, values.get(value) ?? value]),
  );
}

/** The names a registering tool may count on. */
export const variableNames = [
  '$User.id',
  '$User.username',
  '$Person.name.full',
  '$Person.name.given',
  '$Person.name.family',
  '$Person.email.primary',
  '$Person.sourcedId',
  '$Person.address.timezone',
  '$Context.id',
  '$Context.label',
  '$Context.title',
  '$Context.type',
  '$Context.id.history',
  '$CourseOffering.sourcedId',
  '$CourseSection.sourcedId',
  '$CourseSection.timeFrame.begin',
  '$CourseSection.timeFrame.end',
  '$Membership.role',
  '$ResourceLink.id',
  '$ResourceLink.title',
  '$ResourceLink.description',
  '$ResourceLink.id.history',
  '$Message.locale',
  '$ToolPlatform.productFamilyCode',
  '$ToolPlatform.version',
  '$ToolPlatformInstance.guid',
  '$ToolPlatformInstance.name',
] as const;

type Values = Partial<Record<(typeof variableNames)[number], string>>;

function variablesFor(site: Site, occasion: Occasion): Values {
  return {
    ...personVariables(occasion),
    ...courseVariables(occasion),
    ...linkVariables(occasion),
    '$Message.locale': occasion.person.locale,
    '$ToolPlatform.productFamilyCode': productFamilyCode,
    '$ToolPlatform.version': platformVersion,
    '$ToolPlatformInstance.guid': site.platform.guid,
    '$ToolPlatformInstance.name': site.platform.platformName,
  };
}

/** What a person does not share does not leak through a variable either. */
function personVariables({ person }: Occasion): Values {
  const shared = person.shares === 'everything';
  return {
    '$User.id': person.sub,
    '$User.username': shared ? person.username : '',
    '$Person.name.full': shared ? fullName(person) : '',
    '$Person.name.given': shared ? person.givenName : '',
    '$Person.name.family': shared ? person.familyName : '',
    '$Person.email.primary': shared ? person.email : '',
    '$Person.sourcedId': shared ? person.sourcedId : '',
    '$Person.address.timezone': person.timezone,
  };
}

function courseVariables({ course, person }: Occasion): Values {
  return {
    '$Context.id': course.contextId,
    '$Context.label': course.label,
    '$Context.title': course.title,
    '$Context.type': course.type,
    '$Context.id.history': (course.history ?? []).join(','),
    '$CourseOffering.sourcedId': course.sourcedId,
    '$CourseSection.sourcedId': course.sectionSourcedId,
    '$CourseSection.timeFrame.begin': course.begins,
    '$CourseSection.timeFrame.end': course.ends,
    '$Membership.role':
      seatOf(course, person) === undefined ? '' : launchRolesOf(course, person).join(','),
  };
}

function linkVariables({ link }: Occasion): Values {
  if (link === undefined) return {};
  return {
    '$ResourceLink.id': link.id,
    '$ResourceLink.title': link.title,
    '$ResourceLink.description': link.text,
    '$ResourceLink.id.history': link.history.join(','),
  };
}
