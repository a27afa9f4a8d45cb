import { expect } from 'vitest';
import { openHouse, type HouseOptions, type TestHouse } from './house.ts';
import { Browser, type Answer, type Fields, type Filled } from './platform/browser.ts';
import { launchAs, type LaunchOptions } from './platform/launch.ts';
import { ana, ben, nurses, tutors, type Person } from './platform/launch-claims.ts';
import { TestPlatform } from './platform/platform.ts';

const cleo: Person = {
  sub: 'person-cleo',
  given: 'Cleo',
  family: 'Haddad',
  email: 'cleo@lms.test',
};

/** Somebody at a browser, who launched. */
export interface Visitor {
  browser: Browser;
  /** The page the launch led to. */
  arrived: Answer;
  get: (path: string) => Promise<Answer>;
  /**
   * Fills in the form that this page shows for the action, hidden fields and all, and presses: its first
   * button, or one that sends it to another address.
   */
  press: (page: Answer, action: string, fields: Filled, button?: string) => Promise<Answer>;
}

/** Ana teaches Tutors, Ben learns there, Cleo is in another course: a small world, and its LMS. */
export interface World {
  house: TestHouse;
  organizationId: string;
  platform: TestPlatform;
  launch(options: LaunchOptions, browser?: Browser): Promise<Visitor>;
  ana(): Promise<Visitor>;
  ben(): Promise<Visitor>;
  cleo(): Promise<Visitor>;
  /** Ana's community, founded when first asked for. @returns its path */
  community(): Promise<string>;
  /** Another organization in the same house, with an LMS of its own. */
  neighbour(organizationName: string): Promise<Neighbour>;
  close(): Promise<void>;
}

interface Neighbour {
  organizationId: string;
  launch: (options: LaunchOptions, browser?: Browser) => Promise<Visitor>;
}

function hiddenFields(html: string, action: string): Fields {
  const form = html.split('<form').find((part) => part.includes(`post" action="${action}"`)) ?? '';
  const inputs = form
    .split('</form>')[0]
    ?.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...(inputs ?? [])].map(([, name = '', value = '']) => [name, value]));
}

/** A launch at the tool of this address, and whoever it brings in. */
export async function visit(
  place: { url: string; platform: TestPlatform },
  shape: LaunchOptions,
  browser = Browser.inFrameOf(place.platform.origin),
): Promise<Visitor> {
  const { url, platform } = place;
  const answer = await launchAs(platform, browser, shape);
  const arrived = await browser.follow(answer, { from: platform.origin });
  const from = new URL(url).origin;
  return {
    browser,
    arrived,
    get: async (path: string) =>
      browser.follow(await browser.get(new URL(path, url), { from }), { from }),
    press: (page: Answer, action: string, fields: Filled, button = action) =>
      browser.post(
        new URL(button, url),
        { ...hiddenFields(page.body, action), ...fields },
        { from },
      ),
  };
}

/** Founds the community of the course that the visitor teaches and just opened. @returns its path */
export async function foundCommunity(teacher: Visitor, wishes: object = {}): Promise<string> {
  const { pathname } = teacher.arrived.url;
  const answer = await teacher.press(teacher.arrived, pathname, {
    name: 'Tutors',
    purpose: 'We help one another teach.',
    topics: 'feedback, drafts',
    ...wishes,
  });
  expect(answer.status).toBe(303);
  return answer.location?.pathname ?? '';
}

export async function openWorld(options: HouseOptions = {}): Promise<World> {
  const house = await openHouse(options);
  const platforms: TestPlatform[] = [];
  const settle = async (organizationName: string) => {
    const platform = await TestPlatform.start();
    platforms.push(platform);
    const details = platform.details(platform.install(house.url));
    const { organizationId } = await house.registerPlatform({ organizationName, ...details });
    const launch = (shape: LaunchOptions, browser?: Browser) =>
      visit({ url: house.url, platform }, shape, browser);
    return { organizationId, platform, launch };
  };
  const { organizationId, platform, launch } = await settle('Open University');
  let home: Promise<string> | undefined;
  const asAna = () => launch({ person: ana, role: 'instructor', course: tutors });

  return {
    house,
    organizationId,
    platform,
    launch,
    ana: asAna,
    ben: () => launch({ person: ben, role: 'learner', course: tutors }),
    cleo: () => launch({ person: cleo, role: 'learner', course: nurses }),
    community: () => (home ??= asAna().then(foundCommunity)),
    neighbour: settle,
    close: async () => {
      for (const each of platforms) await each.close();
      await house.close();
    },
  };
}
