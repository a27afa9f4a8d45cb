import type { Fields } from '../../test/support/platform/browser.ts';
import type { Client } from '../../test/support/platform/client.ts';
import {
  tutors,
  type Course,
  type LaunchShape,
} from '../../test/support/platform/launch-claims.ts';
import type { TestPlatform } from '../../test/support/platform/platform.ts';
import { sendAll, type Answer, type Question } from './load.ts';

const people = 100;
const inFlight = 8;
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };

/** One of the people of a course, who come again and again. */
export function learner(number: number, course: Course = tutors): LaunchShape {
  const name = String(number % people);
  const person = {
    sub: `learner-${name}`,
    given: 'Learner',
    family: name,
    email: `${name}@lms.test`,
  };
  return { person, role: 'learner', course };
}

/** What a browser would send back of the cookies it was given. */
export function cookiesOf({ headers }: Answer): string {
  const given = [headers['set-cookie'] ?? []].flat();
  return given.map((cookie) => cookie.split(';')[0]).join('; ');
}

function formOf(fields: Fields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) form.set(name, value);
  return form.toString();
}

/** A tool and how it is known to the platform. */
export interface Tool {
  url: string;
  client: Client;
}

/**
 * Goes as far as the platform's answer, signed: what is left is one POST for each launch. The tokens are
 * good for a minute.
 */
export async function preparedLaunches(
  platform: TestPlatform,
  { url, client }: Tool,
  shapes: readonly LaunchShape[],
): Promise<Question[]> {
  const begun = shapes.map((shape, index) =>
    platform.visit(client, shape, { login: `${client.id} ${index}`, message: `message ${index}` }),
  );
  const { pathname: loginPath } = new URL(client.loginUrl);
  const { answers } = await sendAll(
    url,
    begun.map(({ fields }) => ({
      method: 'POST',
      path: loginPath,
      headers: formHeaders,
      body: formOf(fields),
    })),
    { inFlight, status: 302 },
  );
  return answers.map((answer) => {
    const { action, fields } = platform.authorize(new URL(String(answer.headers['location'])));
    return {
      method: 'POST',
      path: new URL(action).pathname,
      headers: { ...formHeaders, cookie: cookiesOf(answer), origin: platform.origin },
      body: formOf(fields),
    };
  });
}
