import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createOutbound } from '../../../src/lti/outbound.ts';
import {
  createServices,
  type ServicePlatform,
  type Services,
} from '../../../src/lti/services/index.ts';
import { type Asked, type Handler, type Host, startHost } from './host.ts';

/** One answer of a real Moodle 4.1, its own address written as `{platform}`. */
export interface Capture {
  asked: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function captures(name: string): (label: string) => Capture {
  const file = new URL(`captures/${name}.json`, import.meta.url);
  const all: Record<string, Capture> = JSON.parse(readFileSync(file, 'utf8'));
  return (label) => {
    const capture = all[label];
    if (capture === undefined) throw new Error(`${name}.json has no ${label}`);
    return capture;
  };
}

/** Sends a capture as Moodle did, its headers in UTF-8 as well. */
function replay(capture: Capture, origin: string, response: ServerResponse): void {
  const here = (text: string) => text.replaceAll('{platform}', origin);
  const headers = Object.entries(capture.headers).map(
    ([name, value]) => [name, Buffer.from(here(value), 'utf8').toString('latin1')] as const,
  );
  response.writeHead(capture.status, Object.fromEntries(headers)).end(here(capture.body));
}

export interface Moodle extends Omit<Host, 'asked'> {
  platform: ServicePlatform;
  services: Services;
  /** Every request but those for tokens. */
  asked: () => Asked[];
  /** The forms sent for tokens. */
  tokenForms: () => URLSearchParams[];
  /** What we signed, in order. */
  signed: unknown[];
  clock: { now: number };
  pauses: number[];
}

const tokenPath = '/mod/lti/token.php';
const token = (number: number) => ({ access_token: `token-${number}`, expires_in: 3600 });

type Answer = Capture | Handler;

/**
 * A platform that answers as a table says, by method and path; a list is gone through in order and its last
 * answer stays. Unless the table says otherwise, it gives the tokens token-1, token-2 and so on.
 */
export async function moodle(table: Record<string, Answer | Answer[]>): Promise<Moodle> {
  const turns = new Map<string, number>();
  let tokens = 0;

  function answerFor(key: string): Answer | undefined {
    const answers = [table[key] ?? []].flat();
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return answers[Math.min(turn, answers.length - 1)];
  }

  const host = await startHost((asked, response) => {
    const answer = answerFor(`${asked.method} ${asked.url}`);
    if (typeof answer === 'function') return answer(asked, response);
    if (answer !== undefined) return replay(answer, host.origin, response);
    if (asked.url !== tokenPath) return response.writeHead(404).end();
    tokens += 1;
    return response.end(JSON.stringify(token(tokens)));
  });

  const clock = { now: Date.parse('2026-11-23T12:00:00.250Z') };
  const pauses: number[] = [];
  const signed: unknown[] = [];
  const outbound = createOutbound({
    allowPrivate: true,
    sleep: async (milliseconds) => pauses.push(milliseconds),
  });
  const services = createServices({
    outbound,
    clock: () => clock.now,
    sign: async (claims) => `assertion-${signed.push(claims)}`,
  });
  return {
    ...host,
    services,
    clock,
    pauses,
    signed,
    platform: {
      id: '1',
      clientId: 'client',
      tokenEndpoint: `${host.origin}${tokenPath}`,
      tokenAudience: null,
    },
    asked: () => host.asked.filter(({ url }) => url !== tokenPath),
    tokenForms: () =>
      host.asked
        .filter(({ url }) => url === tokenPath)
        .map(({ body }) => new URLSearchParams(body)),
    close: () => {
      void outbound.close();
      host.close();
    },
  };
}
