import express from 'express';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import {
  idToken,
  loginFields,
  newVisit,
  readAuthorization,
  type Hints,
  type PostedForm,
  type TokenChanges,
  type Visit,
} from './authorization.ts';
import type { Fields } from './browser.ts';
import type { Client } from './client.ts';
import { KeySet } from './key-set.ts';
import type { LaunchShape } from './launch-claims.ts';
import { openidConfiguration, register, type RegistrationAttempt } from './registration.ts';
import { PlatformServices } from './services.ts';
import type { Claims } from './vocabulary.ts';

/** What a platform's administrator reads out to the tool's when both type it in by hand. */
export interface PlatformDetails {
  readonly issuer: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly keySetUrl: string;
  readonly deploymentIds: string[];
}

/** A pressed link: the login initiation to send, and the visit it stands for. */
export interface Begun {
  readonly visit: Visit;
  readonly fields: Fields;
}

/**
 * An LMS for tests, after the specifications and in no debt to the tool's own code: a disagreement
 * between the two is a finding.
 *
 * The tests play the browser between them, so its authorization endpoint is a function here.
 */
export class TestPlatform {
  readonly keySet = new KeySet();
  readonly services = new PlatformServices(this);
  readonly clients = new Map<string, Client>();
  /** By login hint. */
  readonly visits = new Map<string, Visit>();
  readonly registrationTokens = new Map<string, { clientId?: string; deploymentId?: string }>();
  readonly registrationAttempts: RegistrationAttempt[] = [];
  /** What the openid-configuration says otherwise than the truth. */
  configurationChanges: Claims = {};
  /** What the answer to a registration says otherwise than it should. */
  registrationAnswerChanges: Claims = {};
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<TestPlatform> {
    const platform = new TestPlatform();
    await platform.open();
    return platform;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  get issuer(): string {
    return this.origin;
  }
  get authorizationEndpoint(): string {
    return `${this.origin}/authorize`;
  }
  get tokenEndpoint(): string {
    return `${this.origin}/token`;
  }
  get keySetUrl(): string {
    return `${this.origin}/keys`;
  }
  get configurationUrl(): string {
    return `${this.origin}/.well-known/openid-configuration`;
  }

  /** Listen, on the same port as before if it listened before. */
  async open(): Promise<void> {
    const app = express();
    app.get('/keys', this.keySet.serve);
    app.get('/.well-known/openid-configuration', (_request, response) => {
      response.json(openidConfiguration(this));
    });
    app.post('/register', express.json(), (request, response) => register(this, request, response));
    app.use(this.services.routes());
    const server = createServer(app);
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  /** Be gone: whoever calls is refused the connection. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }

  /** Know a tool by hand, as an administrator would type it in. */
  install(toolUrl: string, given: { clientId?: string; deploymentIds?: string[] } = {}): Client {
    const client: Client = {
      id: given.clientId ?? `client-${randomUUID()}`,
      deploymentIds: given.deploymentIds ?? [`deployment-${randomUUID()}`],
      loginUrl: `${toolUrl}/lti/login`,
      redirectUris: [`${toolUrl}/lti/launch`],
      keySetUrl: `${toolUrl}/lti/jwks.json`,
      targetLinkUri: `${toolUrl}/`,
      scopes: [],
    };
    this.clients.set(client.id, client);
    return client;
  }

  details(client: Client): PlatformDetails {
    return {
      issuer: this.issuer,
      clientId: client.id,
      authorizationEndpoint: this.authorizationEndpoint,
      tokenEndpoint: this.tokenEndpoint,
      keySetUrl: this.keySetUrl,
      deploymentIds: [...client.deploymentIds],
    };
  }

  /** A token that lets one tool register; given a client, the tool is that client again. */
  offerRegistration(place: { clientId?: string; deploymentId?: string } = {}): string {
    const token = randomUUID();
    this.registrationTokens.set(token, place);
    return token;
  }

  /** The address the platform opens to have a tool register itself. */
  registrationUrl(invitation: string, token: string): URL {
    const url = new URL(invitation);
    url.searchParams.set('openid_configuration', this.configurationUrl);
    url.searchParams.set('registration_token', token);
    return url;
  }

  /** Somebody presses a link. */
  visit(client: Client, shape: LaunchShape = {}, hints: Hints = {}): Begun {
    const visit = newVisit(client, shape, hints);
    this.visits.set(visit.loginHint, visit);
    return { visit, fields: loginFields(this.issuer, visit) };
  }

  /** Answer the tool's authorization request with a launch. */
  authorize(authorizationUrl: URL, changes: TokenChanges = {}): PostedForm {
    const { visit, redirectUri, state, nonce } = readAuthorization(this, authorizationUrl);
    return {
      action: redirectUri,
      fields: { id_token: idToken(this, visit, nonce, changes), state },
    };
  }

  /** Answer the tool's authorization request with an error, as when the person may not come in. */
  refuse(authorizationUrl: URL, error: string, description?: string): PostedForm {
    const { redirectUri, state } = readAuthorization(this, authorizationUrl);
    return { action: redirectUri, fields: { error, error_description: description, state } };
  }
}
