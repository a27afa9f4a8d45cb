import { Browser, type Answer } from '../../test/support/platform/browser.ts';
import { launchAs } from '../../test/support/platform/launch.ts';
import {
  ana,
  tutors,
  type Course,
  type LaunchShape,
} from '../../test/support/platform/launch-claims.ts';
import { formOf, type PageForm } from '../../test/support/platform/pages.ts';
import type { TestPlatform } from '../../test/support/platform/platform.ts';
import { learner } from './launches.ts';
import type { RunningTool } from './tools.ts';

/** A community as a visitor finds it: where its pages are, and the cookies of some who belong. */
export interface FilledCommunity {
  home: string;
  thread: string;
  cookies: string[];
}

const readers = 8;

const words =
  `again answer ask before begin bring call care change check chart clear colleague course dose
  draw early evening every explain family feel find follow give handover hear help hour keep know late learn
  leave line listen look medicine meet missing morning name never night notice nurse often order patient
  phone place plan practise question quiet read record remember repeat rule same second senior share shift
  show side small someone speak start still story student teach team tell think time together trust twice
  understand unit voice wait ward watch week while without word work write year yesterday`.split(
    /\s+/,
  );

/** Some words, others for every number: what repeats itself a proxy compresses to nothing. */
function sentence(number: number, length: number): string {
  const chosen = Array.from(
    { length },
    (_, index) => words[(number * 7919 + index * index * 31 + index * 101) % words.length],
  );
  return `${chosen.join(' ')}.`;
}

/** Some 500 characters of Markdown, as people write it. */
function body(number: number): string {
  const first = number * 10;
  return `${sentence(first, 20)} Twice this month **${sentence(first + 1, 6)}**

1. ${sentence(first + 2, 10)}
2. ${sentence(first + 3, 10)}
3. \`${sentence(first + 4, 4)}\` ${sentence(first + 5, 8)}

${sentence(first + 6, 14)} [The guideline](https://example.org/${number}) agrees. *${sentence(first + 7, 5)}*`;
}

/** Somebody who came by a launch, and goes on by links and forms. */
export interface Visitor {
  browser: Browser;
  arrived: Answer;
  get(path: string): Promise<Answer>;
  /**
   * Sends the form of a page that asks for these fields.
   *
   * @param besides what the form may ask for as well, once it was looked at
   * @returns the path of the page it leads to
   */
  send(
    page: Answer,
    fields: Record<string, string>,
    besides?: Record<string, string>,
  ): Promise<string>;
  cookie: string;
}

function formAsking(html: string, names: readonly string[]): PageForm | undefined {
  const forms = html.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  return formOf(
    forms.find((form) => names.every((name) => form.includes(` name="${name}"`))) ?? '',
  );
}

export async function visit(
  platform: TestPlatform,
  { server, client }: RunningTool,
  shape: LaunchShape,
): Promise<Visitor> {
  const browser = Browser.inFrameOf(platform.origin);
  const from = server.url;
  const answer = await launchAs(platform, browser, { ...shape, client });
  const session = answer.setCookies.find(({ name }) => name === '__Host-session');
  return {
    browser,
    arrived: await browser.follow(answer, { from: platform.origin }),
    cookie: `__Host-session=${session?.value ?? ''}`,
    get: (path) => browser.get(new URL(path, from), { from }),
    send: async (page, fields, besides = {}) => {
      const form = formAsking(page.body, Object.keys(fields));
      const sent = { ...form?.fields, ...fields, ...besides };
      const { status, location } = await browser.post(new URL(form?.action ?? '', page.url), sent, {
        from,
      });
      if (!location) throw new Error(`The form of ${page.url.href} was answered by ${status}`);
      return location.pathname;
    },
  };
}

/** Founds the community of the course, which has none yet, and fills it, through its pages, as people do. */
export async function fillCommunity(
  platform: TestPlatform,
  tool: RunningTool,
  { course = tutors, threads, posts }: { course?: Course; threads: number; posts: number },
): Promise<FilledCommunity> {
  const teacher = await visit(platform, tool, { person: ana, role: 'instructor', course });
  const home = await teacher.send(
    teacher.arrived,
    {
      name: `Patient safety in practice: ${course.title}`,
      purpose: 'We learn from near misses before they become harm, across wards and shifts.',
      topics: 'medication, handover, speaking up, simulation',
    },
    // Benches that ran before may have founded others much like it.
    { difference: 'It is of one course, to measure it alone.' },
  );
  const members = await Promise.all(
    Array.from({ length: readers }, (_, number) => visit(platform, tool, learner(number, course))),
  );
  let thread = '';
  for (let number = 1; number <= threads; number += 1) {
    const asking = await teacher.get(`${home}/threads/new`);
    const title = `How do you confirm an order by telephone? (${number})`;
    thread = await teacher.send(asking, { kind: 'question', title, body: body(1) });
  }
  for (let number = 2; number <= posts; number += 1) {
    const writer = members[number % members.length] ?? teacher;
    await writer.send(await writer.get(thread), { body: body(number) });
  }
  return { home, thread: `${thread}?from=1`, cookies: members.map(({ cookie }) => cookie) };
}
