import {
  Conflict,
  Forbidden,
  HouseError,
  Invalid,
  NotFound,
  PlatformUnreachable,
} from '../../errors.ts';
import type { OutboundAnswer, OutboundRequest } from '../outbound.ts';
import {
  createServiceTokens,
  type ServicePlatform,
  type ServiceTokenOptions,
} from './service-token.ts';
import { createScoreMoments, type ScoreMoments } from './score-moments.ts';
import { createSingleFlight, type SingleFlight } from './single-flight.ts';
import type { LineItem } from './line-item.ts';

/** What the calls to platforms share. Made once per process. */
export interface Services {
  /**
   * Asks one of a platform's services under a scope. A token that is refused is replaced, once.
   *
   * @throws Forbidden (401, 403), NotFound (404, 410), Conflict (409), Invalid (other 4xx), or
   *   PlatformUnreachable
   */
  call(
    platform: ServicePlatform,
    scope: string,
    url: string,
    asked: OutboundRequest,
  ): Promise<OutboundAnswer>;
  scoreMoments: ScoreMoments;
  lineItemsUnderWay: SingleFlight<LineItem>;
}

/** Ties the outbound client, our signer and the clock together for the calls of this folder. */
export function createServices(options: ServiceTokenOptions): Services {
  const tokens = createServiceTokens(options);

  async function call(
    platform: ServicePlatform,
    scope: string,
    url: string,
    asked: OutboundRequest,
  ): Promise<OutboundAnswer> {
    const token = await tokens.for(platform, [scope]);
    const first = await options.outbound.request(url, bearing(token, asked));
    if (first.status !== 401) return accepted(first, url);
    tokens.drop(platform, [scope], token);
    const fresh = await tokens.for(platform, [scope]);
    return accepted(await options.outbound.request(url, bearing(fresh, asked)), url);
  }

  return {
    call,
    scoreMoments: createScoreMoments(options.clock ?? Date.now),
    lineItemsUnderWay: createSingleFlight(),
  };
}

function bearing(token: string, asked: OutboundRequest): OutboundRequest {
  return { ...asked, headers: { ...asked.headers, authorization: `Bearer ${token}` } };
}

function accepted(answer: OutboundAnswer, url: string): OutboundAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refusal(answer.status, new URL(url).host);
}

function refusal(status: number, host: string): HouseError {
  const message = `${host} answered ${status}`;
  if (status === 401 || status === 403) return new Forbidden(message);
  if (status === 404 || status === 410) return new NotFound(message);
  if (status === 409) return new Conflict(message);
  // Asking too fast is not our asking wrongly: the same call will do later.
  if (status >= 400 && status < 500 && status !== 429) return new Invalid(message);
  return new PlatformUnreachable(message, { reason: status === 429 ? 'busy' : 'failing' });
}
