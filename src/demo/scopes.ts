const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';

/**
 * What a tool may ask a service token for.
 *
 * @see [AGS 2.0, 3.8 Scopes](https://www.imsglobal.org/spec/lti-ags/v2p0/#lti-advantage-services-scopes)
 * @see [NRPS 2.0, 4.1 Scope](https://www.imsglobal.org/spec/lti-nrps/v2p0/#lti-advantage-services)
 */
export const scopes = {
  lineItem: `${ags}/lineitem`,
  lineItemRead: `${ags}/lineitem.readonly`,
  resultRead: `${ags}/result.readonly`,
  score: `${ags}/score`,
  memberRead: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;
