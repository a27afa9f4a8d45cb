import { expect } from 'vitest';
import { v4 } from 'uuid';
import { Browser } from '../support/platform/browser.ts';
import type { Client } from '../support/platform/client.ts';
import { launchAs } from '../support/platform/launch.ts';
import { ana, ben, tutors } from '../support/platform/launch-claims.ts';
import { formOf } from '../support/platform/pages.ts';
import { TestPlatform } from '../support/platform/platform.ts';
import { readDeepLinkingResponse } from '../support/platform/tool-tokens.ts';
import { foundCommunity, visit, type Visitor } from '../support/world.ts';

/** Whatever a format might trip over. */
const oddWords = [
  'Naïve “quotes”, \'single\' and "double", C:\\N\\temp, 100 % {of} [it], NULL, \\N',
  'سلامة الدواء ثم 药物安全 🩺 e\u0301 \u{1F469}\u200D\u2695\uFE0F',
  '`a\tb`\r\n\r\n\r\n   indented | $1 ?2 :3 -- no comment; /* none */',
];

/** People of one LMS who talk in one community, and all that they said: marks of posts, by thread. */
export interface Gathering {
  platform: TestPlatform;
  client: Client;
  said: ReadonlyMap<string, readonly string[]>;
  /** Ana and Ben found their community and talk in it. */
  talk(): Promise<void>;
  post(who: Visitor, thread: string): Promise<void>;
  ana(): Promise<Visitor>;
  /** The same as `said`, as the program shows it to somebody who just launched. */
  shown(): Promise<Map<string, string[]>>;
  /** Places the community through deep linking, whose answer must be signed with a published key. */
  place(): Promise<void>;
}

export async function openGathering(url: string): Promise<Gathering> {
  const platform = await TestPlatform.start();
  const client = platform.install(url);
  const said = new Map<string, string[]>();
  const as = (person: typeof ana, role: 'instructor' | 'learner') =>
    visit({ url, platform }, { person, role, course: tutors });

  async function post(who: Visitor, thread: string, words = 'words'): Promise<void> {
    const mark = `said-${v4()}`;
    const page = await who.get(thread);
    const answer = await who.press(page, `${thread}/posts`, { body: `${mark} ${words}` });
    expect(answer.status).toBe(303);
    said.set(thread, [...(said.get(thread) ?? []), mark]);
  }

  async function begin(who: Visitor, home: string, words: string): Promise<string> {
    const form = await who.get(`${home}/threads/new`);
    const fields = { kind: 'question', title: words.slice(0, 60), body: words };
    return (await who.press(form, `${home}/threads`, fields)).location?.pathname ?? '';
  }

  return {
    platform,
    client,
    said,
    post,
    ana: () => as(ana, 'instructor'),
    talk: async () => {
      const teacher = await as(ana, 'instructor');
      const home = await foundCommunity(teacher);
      const learner = await as(ben, 'learner');
      for (const words of oddWords) {
        const thread = await begin(learner, home, words);
        for (const who of [teacher, learner, teacher]) await post(who, thread, words);
      }
    },
    shown: async () => {
      const reader = await as(ben, 'learner');
      const shown = new Map<string, string[]>();
      for (const thread of said.keys()) {
        const { body } = await reader.get(thread);
        shown.set(thread, body.match(/said-[0-9a-f-]{36}/g) ?? []);
      }
      return shown;
    },
    place: async () => {
      const browser = Browser.inFrameOf(platform.origin);
      const shape = { person: ana, role: 'instructor', course: tutors } as const;
      const picker = await launchAs(platform, browser, { ...shape, message: 'deep linking' });
      const form = formOf(picker.body);
      const action = new URL(form?.action ?? '', picker.url);
      const from = new URL(url).origin;
      const answer = await browser.post(action, { ...form?.fields, choice: 'place' }, { from });
      const jwt = formOf(answer.body)?.fields['JWT'] ?? '';
      await readDeepLinkingResponse(jwt, client, platform.issuer);
    },
  };
}
