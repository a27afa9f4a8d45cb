import type { Hints, PostedForm, TokenChanges, Visit } from './authorization.ts';
import type { Answer, Browser, Fields } from './browser.ts';
import type { Client } from './client.ts';
import type { LaunchShape } from './launch-claims.ts';
import { attributeOf } from './pages.ts';
import type { TestPlatform } from './platform.ts';

export interface LoginOptions extends LaunchShape {
  /** Which tool, where the platform knows several; otherwise the one it knows last. */
  readonly client?: Client;
  readonly loginMethod?: 'GET' | 'POST';
  readonly hints?: Hints;
  /** Login fields that replace the honest ones; `undefined` takes one out. */
  readonly loginFields?: Fields;
}

export interface LaunchOptions extends LoginOptions {
  readonly token?: TokenChanges;
}

/** What the tool wants kept in the platform's storage, and where. */
interface StorageWish {
  readonly key: string;
  readonly value: string;
  readonly target: string;
  readonly origin: string;
}

/** A launch half way: the tool has sent the browser to the platform, which has not answered yet. */
export interface OpenLogin {
  readonly visit: Visit;
  readonly answer: Answer;
  readonly authorizationUrl: URL;
  readonly state: string;
  readonly nonce: string;
  /** Present when the login offered platform storage. */
  readonly storage: StorageWish | undefined;
}

/** Send the login initiation alone and hand back the tool's answer, whatever it is. */
export async function sendLogin(
  platform: TestPlatform,
  browser: Browser,
  options: LoginOptions = {},
): Promise<{ visit: Visit; answer: Answer }> {
  const client = options.client ?? lastClient(platform);
  const { visit, fields } = platform.visit(client, options, options.hints);
  const sent = { ...fields, ...options.loginFields };
  const cause = { from: platform.origin };
  if (options.loginMethod !== 'GET') {
    return { visit, answer: await browser.post(client.loginUrl, sent, cause) };
  }
  const url = new URL(client.loginUrl);
  for (const [name, value] of Object.entries(sent)) {
    if (value !== undefined) url.searchParams.append(name, value);
  }
  return { visit, answer: await browser.get(url, cause) };
}

/** Press the link and go as far as the platform's authorization endpoint. */
export async function openLogin(
  platform: TestPlatform,
  browser: Browser,
  options: LoginOptions = {},
): Promise<OpenLogin> {
  const { visit, answer } = await sendLogin(platform, browser, options);
  return readLogin(visit, answer);
}

/** Where the tool's answer to a login leads, whether by redirect or by script. */
export function readLogin(visit: Visit, answer: Answer): OpenLogin {
  const authorizationUrl = answer.location ?? scriptedUrl(answer);
  if (authorizationUrl === undefined) {
    throw new Error(`The login led nowhere: ${answer.status}\n${answer.body.slice(0, 2000)}`);
  }
  return {
    visit,
    answer,
    authorizationUrl,
    state: authorizationUrl.searchParams.get('state') ?? '',
    nonce: authorizationUrl.searchParams.get('nonce') ?? '',
    storage: storageWish(answer.body),
  };
}

/** Post what the platform answers, from a page of the platform, as browsers do. */
export function postForm(
  platform: TestPlatform,
  browser: Browser,
  form: PostedForm,
): Promise<Answer> {
  return browser.post(form.action, form.fields, { from: platform.origin });
}

/** Finish a launch that was begun; `changes` says how the token departs from an honest one. */
export function finishLaunch(
  platform: TestPlatform,
  browser: Browser,
  login: OpenLogin,
  changes: TokenChanges = {},
): Promise<Answer> {
  return postForm(platform, browser, platform.authorize(login.authorizationUrl, changes));
}

/** A whole launch: login, authorization, id_token. The answer is the tool's to the id_token. */
export async function launchAs(
  platform: TestPlatform,
  browser: Browser,
  options: LaunchOptions = {},
): Promise<Answer> {
  const login = await openLogin(platform, browser, options);
  return finishLaunch(platform, browser, login, options.token);
}

/** A whole launch and the page it ends on. */
export async function arriveAs(
  platform: TestPlatform,
  browser: Browser,
  options: LaunchOptions = {},
): Promise<Answer> {
  const answer = await launchAs(platform, browser, options);
  return browser.follow(answer, { from: platform.origin });
}

function lastClient(platform: TestPlatform): Client {
  const client = [...platform.clients.values()].at(-1);
  if (client === undefined) throw new Error('The platform knows no tool yet');
  return client;
}

function scriptedUrl(answer: Answer): URL | undefined {
  const url = attributeOf(answer.body, 'data-authorization-url');
  return url === undefined ? undefined : new URL(url, answer.url);
}

function storageWish(html: string): StorageWish | undefined {
  const read = (part: string): string => attributeOf(html, `data-storage-${part}`) ?? '';
  const key = read('key');
  if (key === '') return undefined;
  return { key, value: read('value'), target: read('target'), origin: read('origin') };
}
