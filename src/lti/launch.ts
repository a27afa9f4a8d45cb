import { claim, type LaunchClaims, type MessageType } from './claims.ts';
import type { Platform } from './platforms.ts';
import { courseRoleOf, isInstitutionAdministrator, isTestUser, type CourseRole } from './roles.ts';

/** What the launch asks us to hand back, in a deep linking request. */
interface DeepLinkingSettings {
  returnUrl: string;
  acceptTypes: string[];
  acceptMultiple: boolean;
  acceptLineItem: boolean;
  data: string | null;
}

/** A launch that was proven: who came, from where, to do what. Past this line wire names end. */
export interface Launch {
  organizationId: string;
  platform: Platform;
  deployment: { id: string; deploymentId: string };
  messageType: MessageType;
  /** Null when the platform says nobody in particular is looking. */
  person: { subject: string; name: string | null; email: string | null } | null;
  role: CourseRole;
  isAdministrator: boolean;
  isTestUser: boolean;
  course: { contextId: string; label: string | null; title: string | null } | null;
  placement: { resourceLinkId: string; title: string | null } | null;
  targetLinkUri: string;
  custom: Record<string, string>;
  locale: string | null;
  returnUrl: string | null;
  rosterUrl: string | null;
  grades: { scopes: string[]; lineItemsUrl: string | null; lineItemUrl: string | null } | null;
  deepLinking: DeepLinkingSettings | null;
}

function nameOf(claims: LaunchClaims): string | null {
  const parts = [claims.given_name, claims.family_name].filter((part) => part !== null);
  return claims.name ?? (parts.length > 0 ? parts.join(' ') : null);
}

function deepLinkingOf(claims: LaunchClaims): DeepLinkingSettings | null {
  const settings = claims[claim.deepLinkingSettings];
  if (!settings) return null;
  return {
    returnUrl: settings.deep_link_return_url,
    acceptTypes: settings.accept_types,
    // One is always welcome; several only where the platform says so.
    acceptMultiple: settings.accept_multiple ?? false,
    acceptLineItem: settings.accept_lineitem ?? false,
    data: settings.data ?? null,
  };
}

function gradesOf(claims: LaunchClaims): Launch['grades'] {
  const grades = claims[claim.grades];
  if (!grades) return null;
  return {
    scopes: grades.scope,
    lineItemsUrl: grades.lineitems ?? null,
    lineItemUrl: grades.lineitem ?? null,
  };
}

/** Translates verified claims into our words, in this one place. */
export function launchOf(
  claims: LaunchClaims,
  platform: Platform,
  deployment: Launch['deployment'],
): Launch {
  const roles = claims[claim.roles];
  const context = claims[claim.context];
  const link = claims[claim.resourceLink];
  return {
    organizationId: platform.organizationId,
    platform,
    deployment,
    messageType: claims[claim.messageType],
    person: claims.sub ? { subject: claims.sub, name: nameOf(claims), email: claims.email } : null,
    role: courseRoleOf(roles),
    isAdministrator: isInstitutionAdministrator(roles),
    isTestUser: isTestUser(roles),
    course: context ? { contextId: context.id, label: context.label, title: context.title } : null,
    placement: link ? { resourceLinkId: link.id, title: link.title } : null,
    targetLinkUri: claims[claim.targetLinkUri],
    custom: claims[claim.custom] ?? {},
    locale: claims[claim.presentation]?.locale ?? claims.locale,
    returnUrl: claims[claim.presentation]?.return_url ?? null,
    rosterUrl: claims[claim.namesAndRoles]?.context_memberships_url ?? null,
    grades: gradesOf(claims),
    deepLinking: deepLinkingOf(claims),
  };
}
