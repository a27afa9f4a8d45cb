import { expect } from 'vitest';
import type { Answer } from '../../support/platform/browser.ts';
import { attributeOf, formOf } from '../../support/platform/pages.ts';

/** Cookies that a response leaves in the browser; deletions do not count. */
export const cookiesLeftBy = (answer: Answer): string[] =>
  answer.setCookies
    .filter(({ maxAge, value }) => maxAge !== 0 && value !== '')
    .map(({ name }) => name);

/** A page of ours that says no: no cookie, no redirect, and a code for the person who asks for help. */
export function expectRefused(answer: Answer, code: string | readonly string[]): void {
  expect({
    code: attributeOf(answer.body, 'data-launch-code'),
    statusClass: Math.floor(answer.status / 100),
    type: answer.headers['content-type'],
    location: answer.location?.href,
    cookies: cookiesLeftBy(answer),
  }).toEqual({
    code: typeof code === 'string' ? code : expect.stringMatching(`^(?:${code.join('|')})$`),
    statusClass: 4,
    type: expect.stringMatching(/^text\/html/),
    location: undefined,
    cookies: [],
  });
}

/**
 * A login serves once. Whoever comes second finds it gone; whoever comes at the same moment finds it taken.
 */
export function expectUsedUp(answer: Answer): void {
  expectRefused(answer, ['replayed', 'unknown_state']);
}

/** A session in a cookie that survives in a frame, and a way to a page of ours. */
export function expectAdmitted(answer: Answer): void {
  expect({
    code: attributeOf(answer.body, 'data-launch-code'),
    status: answer.status,
    origin: answer.location?.origin,
    session: sessionCookieOf(answer),
  }).toEqual({
    code: undefined,
    status: 303,
    origin: answer.url.origin,
    session: expect.objectContaining({
      name: expect.stringMatching(/^__Host-/),
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'none',
      partitioned: true,
    }),
  });
}

/** A page at once, as for a deep linking request, with the session in its cookie. */
export function expectShown(answer: Answer): void {
  expect({
    code: attributeOf(answer.body, 'data-launch-code'),
    status: answer.status,
    cookies: cookiesLeftBy(answer),
  }).toEqual({ code: undefined, status: 200, cookies: [expect.stringMatching(/^__Host-/)] });
}

/**
 * A session for a browser that keeps no cookie: the page itself carries it, and knows where to go.
 *
 * @returns the session's token and the address that the page goes on to
 */
export function expectCarried(answer: Answer): { token: string; destination: URL } {
  const token = attributeOf(answer.body, 'data-session-token') ?? '';
  const destination = attributeOf(answer.body, 'data-destination') ?? '';
  expect({ status: answer.status, cookies: cookiesLeftBy(answer), token, destination }).toEqual({
    status: 200,
    cookies: [],
    // 256 bits in base64url take 43 characters.
    token: expect.stringMatching(/^[\w-]{43,}$/),
    destination: expect.stringMatching(/^\/[^/]/),
  });
  return { token, destination: new URL(destination, answer.url) };
}

export const sessionCookieOf = (answer: Answer): Answer['setCookies'][number] | undefined =>
  answer.setCookies.find(({ name }) => cookiesLeftBy(answer).includes(name));

/** Neither admitted nor refused: this browser showed no proof, so it is given a way on. */
export function expectAskedToOpenAgain(answer: Answer): void {
  expect(answer.location).toBeUndefined();
  expect(cookiesLeftBy(answer)).toEqual([]);
  expect(formOf(answer.body)).toMatchObject({ method: 'POST', target: '_blank' });
}
