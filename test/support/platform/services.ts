import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Gradebook } from './gradebook.ts';
import type { TestPlatform } from './platform.ts';
import { Roster } from './roster.ts';
import { readAssertion } from './tool-tokens.ts';

const tokenRequest = z.looseObject({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string().min(1),
  scope: z.string().min(1),
});

/** What a tool may ask of the platform when nobody is looking: tokens, members, grades. */
export class PlatformServices {
  readonly roster: Roster;
  readonly gradebook: Gradebook;
  tokensIssued = 0;
  readonly #platform: TestPlatform;
  readonly #scopes = new Map<string, readonly string[]>();
  readonly #usedAssertions = new Set<string>();

  constructor(platform: TestPlatform) {
    this.#platform = platform;
    this.roster = new Roster(platform);
    this.gradebook = new Gradebook(platform);
  }

  routes(): Router {
    const router = Router();
    router.post('/token', express.urlencoded(), this.#issueToken);
    router.use('/courses/:course', this.#knowToken);
    router.use(this.roster.routes());
    router.use(this.gradebook.routes());
    return router;
  }

  /** @see [Security Framework 1.0, 4.1](https://www.imsglobal.org/spec/security/v1p0/#using-oauth-2-0-client-credentials-grant) */
  readonly #issueToken = async (request: Request, response: Response): Promise<void> => {
    const form = tokenRequest.safeParse(request.body);
    if (!form.success) {
      response
        .status(400)
        .json({ error: 'invalid_request', error_description: form.error.message });
      return;
    }
    const { client_assertion: assertion, scope } = form.data;
    try {
      const client = this.#platform.clients.get(decodeJwt(assertion).sub ?? '');
      if (client === undefined) throw new Error('unknown client');
      const jti = await readAssertion(assertion, client, this.#platform.tokenEndpoint);
      if (this.#usedAssertions.has(jti)) throw new Error('jti was used before');
      this.#usedAssertions.add(jti);
    } catch (cause) {
      response.status(400).json({ error: 'invalid_client', error_description: String(cause) });
      return;
    }
    const token = randomUUID();
    this.tokensIssued += 1;
    this.#scopes.set(token, scope.split(' '));
    response.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: 3600,
      scope,
    });
  };

  /** Leaves the scopes of the caller's token for the services to judge. */
  readonly #knowToken = (request: Request, response: Response, next: NextFunction): void => {
    const token = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '';
    const scopes = this.#scopes.get(token);
    if (scopes === undefined) {
      response.status(401).json({ error: 'invalid_token' });
      return;
    }
    response.locals['scopes'] = scopes;
    next();
  };
}
