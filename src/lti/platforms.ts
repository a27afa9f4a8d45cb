/** A registered LMS, as one organization knows it. */
export interface Platform {
  organizationId: string;
  id: string;
  issuer: string;
  clientId: string;
  name: string;
  productFamily: string | null;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** What the platform wants as `aud` of a client assertion, when not its token endpoint. */
  tokenAudience: string | null;
  keySetUrl: string;
}

/** What is needed to know an LMS; everything else is ours to make. */
export interface PlatformRegistration {
  issuer: string;
  clientId: string;
  name: string;
  productFamily: string | null;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  tokenAudience: string | null;
  keySetUrl: string;
  deploymentIds: string[];
}

/** The origins that may hold this platform's frames, so far as its registration tells. */
export function originsOf(platform: Platform, ...more: (string | null)[]): string[] {
  const addresses = [platform.issuer, platform.authorizationEndpoint, ...more];
  const origins = addresses.flatMap((address) => {
    if (address === null || !URL.canParse(address)) return [];
    const { origin, protocol } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? [origin] : [];
  });
  return [...new Set(origins)];
}
