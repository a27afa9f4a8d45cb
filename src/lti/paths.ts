/** Where platforms and browsers find the front door. */
export const ltiPaths = {
  login: '/lti/login',
  loginAgain: '/lti/login/again',
  launch: '/lti/launch',
  keySet: '/lti/jwks.json',
  config: '/lti/config.json',
  register: (invitation: string) => `/lti/register/${invitation}`,
};

/** The path of a target link that is a page of ours, or null: we never send anyone elsewhere. */
export function ownPath(targetLinkUri: string, publicUrl: URL): string | null {
  if (!URL.canParse(targetLinkUri)) return null;
  const { origin, pathname, search } = new URL(targetLinkUri);
  if (origin !== publicUrl.origin || pathname === '/' || pathname.startsWith('/lti/')) return null;
  // A path of two slashes would be another host to a browser.
  return pathname.startsWith('//') ? null : pathname + search;
}

/** Whether the address is on our host at all. */
export function isOurs(targetLinkUri: string, publicUrl: URL): boolean {
  return URL.canParse(targetLinkUri) && new URL(targetLinkUri).origin === publicUrl.origin;
}
