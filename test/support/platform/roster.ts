import { Router } from 'express';
import type { TestPlatform } from './platform.ts';
import { accepts, hasScope, page } from './service-rules.ts';
import { rosterScope } from './vocabulary.ts';

export interface Member {
  readonly user_id: string;
  readonly roles: readonly string[];
  readonly status?: 'Active' | 'Inactive' | 'Deleted';
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly email?: string;
}

const containerType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/** @see [Names and Roles 2.0, 2](https://www.imsglobal.org/spec/lti-nrps/v2p0#sharing-of-membership-information) */
export class Roster {
  /** By course id. */
  readonly members = new Map<string, readonly Member[]>();
  reads = 0;
  readonly #platform: TestPlatform;

  constructor(platform: TestPlatform) {
    this.#platform = platform;
  }

  routes(): Router {
    const router = Router();
    router.get('/courses/:course/members', (request, response) => {
      this.reads += 1;
      if (!hasScope(response, rosterScope) || !accepts(request, response, containerType)) return;
      const { course } = request.params;
      const role = new URL(request.originalUrl, this.#platform.origin).searchParams.get('role');
      const all = this.members.get(course) ?? [];
      const chosen = all.filter((member) => role === null || member.roles.includes(role));
      response.type(containerType).send(
        JSON.stringify({
          id: `${this.#platform.origin}${request.originalUrl}`,
          context: { id: course },
          members: page(request, response, chosen, this.#platform.origin),
        }),
      );
    });
    return router;
  }
}
