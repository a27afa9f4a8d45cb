/** A tool as the platform knows it, whether typed in by hand or registered by itself. */
export interface Client {
  readonly id: string;
  readonly deploymentIds: readonly string[];
  readonly loginUrl: string;
  readonly redirectUris: readonly string[];
  readonly keySetUrl: string;
  readonly targetLinkUri: string;
  readonly scopes: readonly string[];
}
