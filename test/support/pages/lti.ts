import { randomUUID } from 'node:crypto';
import { Browser, type Answer } from '../platform/browser.ts';
import { finishLaunch, launchAs, openLogin } from '../platform/launch.ts';
import { formOf } from '../platform/pages.ts';
import { nonsense, type Cast, type Pages } from './cast.ts';

const known = { issuer: 'https://lms.test', clientId: 'a-client', deploymentId: '' };

const inOnePlace = {
  authorizationEndpoint: 'https://lms.test/authorize',
  tokenEndpoint: 'https://lms.test/token',
  keySetUrl: 'https://lms.test/keys',
};

/** A launch by a browser without cookies whose platform keeps what it is given, as far as its answer. */
async function launchByStorage({ world, language }: Cast) {
  const without = Browser.withoutCookies(world.platform.origin).speaking(language);
  const shape = { locale: language, loginFields: { lti_storage_target: '_parent' } };
  const login = await openLogin(world.platform, without, shape);
  return { login, without, asked: await finishLaunch(world.platform, without, login) };
}

async function arriveByStorage(cast: Cast): Promise<Answer> {
  const { login, without, asked } = await launchByStorage(cast);
  const form = formOf(asked.body);
  const fields = { ...form?.fields, proof: login.storage?.value };
  const { url } = cast.world.house;
  return without.post(new URL(form?.action ?? '', url), fields, { from: url });
}

async function invitation({ world }: Cast): Promise<string> {
  return new URL(await world.house.invite('Open University')).pathname;
}

async function registerByHand(cast: Cast, fields: Record<string, string>): Promise<Answer> {
  const { url } = cast.world.house;
  return cast.browser.post(new URL(await invitation(cast), url), fields, { from: url });
}

export const ltiPages: Pages = {
  'home/arrive': arriveByStorage,
  'lti/ask-storage': async (cast) => (await launchByStorage(cast)).asked,
  'lti/login': async (cast) => (await launchByStorage(cast)).login.answer,
  'lti/new-tab': ({ world, language }) =>
    launchAs(world.platform, Browser.withoutCookies(world.platform.origin).speaking(language)),
  'lti/refused': ({ world, browser }) => browser.get(new URL('/lti/login', world.house.url)),
  'lti/register': async (cast) =>
    cast.browser.get(new URL(await invitation(cast), cast.world.house.url)),
  'lti/register, with errors': (cast) =>
    registerByHand(cast, nonsense(Object.keys({ ...known, ...inOnePlace }))),
  'lti/registered': (cast) =>
    registerByHand(cast, { ...known, ...inOnePlace, clientId: randomUUID() }),
};
