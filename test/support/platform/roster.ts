import { Router, type Request, type Response } from 'express';
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

/** What became of the members since somebody read them all. */
interface Changes {
  /** Those who came, changed or left; the tool's own reading shows whether they were taken for everybody. */
  readonly members: readonly Member[];
  /** Whether it still remembers so far back. */
  readonly isForgotten?: boolean;
}

const containerType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';

/** @see [Names and Roles 2.0, 2](https://www.imsglobal.org/spec/lti-nrps/v2p0#sharing-of-membership-information) */
export class Roster {
  /** By course id. */
  readonly members = new Map<string, readonly Member[]>();
  /** By course id: who offers changes tells in each answer where the next will be. */
  readonly changes = new Map<string, Changes>();
  /** The most it puts on a page, whatever is asked for. */
  pageSize = Number.POSITIVE_INFINITY;
  /** Takes the place of an answer, until it is taken away. */
  trouble: ((response: Response) => void) | null = null;
  /** The query of every reading, in order. */
  readonly asked: string[] = [];
  reads = 0;
  readonly #platform: TestPlatform;

  constructor(platform: TestPlatform) {
    this.#platform = platform;
  }

  routes(): Router {
    const router = Router();
    router.get('/courses/:course/members', (request, response) => {
      this.reads += 1;
      this.asked.push(new URL(request.originalUrl, this.#platform.origin).search);
      if (this.trouble) return this.trouble(response);
      if (!hasScope(response, rosterScope) || !accepts(request, response, containerType)) return;
      const { course } = request.params;
      const { searchParams } = new URL(request.originalUrl, this.#platform.origin);
      const changes = this.changes.get(course);
      const isOfChanges = searchParams.has('since');
      if (isOfChanges && changes?.isForgotten) return void response.status(404).end();
      const role = searchParams.get('role');
      const all = (isOfChanges ? changes?.members : this.members.get(course)) ?? [];
      const chosen = all.filter((member) => role === null || member.roles.includes(role));
      const members = page(request, response, chosen, {
        origin: this.#platform.origin,
        most: this.pageSize,
      });
      if (changes) this.#tellWhereChangesWillBe(request, response);
      const id = `${this.#platform.origin}${request.originalUrl}`;
      response.type(containerType).send(JSON.stringify({ id, context: { id: course }, members }));
    });
    return router;
  }

  #tellWhereChangesWillBe(request: Request, response: Response): void {
    const { pathname } = new URL(request.originalUrl, this.#platform.origin);
    const url = `${this.#platform.origin}${pathname}?since=${this.reads}`;
    response.append('link', `<${url}>; rel="differences"`);
  }
}
