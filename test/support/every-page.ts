import { foundCommunity, type World } from './world.ts';
import { Browser, type Answer } from './platform/browser.ts';
import type { LaunchOptions } from './platform/launch.ts';
import { ana, ben } from './platform/launch-claims.ts';
import { course, elif, quiet, unbroken, wideWords, type Furnished } from './pages/cast.ts';
import { adminPages } from './pages/admin.ts';
import { agendaPages } from './pages/agenda.ts';
import { communitiesPages } from './pages/communities.ts';
import { continuityPages } from './pages/continuity.ts';
import { discussionsPages } from './pages/discussions.ts';
import { documentsPages } from './pages/documents.ts';
import { errorsPages } from './pages/errors.ts';
import { feedsPages } from './pages/feeds.ts';
import { homePages } from './pages/home.ts';
import { insightsPages } from './pages/insights.ts';
import { joiningPages } from './pages/joining.ts';
import { glossaryPages } from './pages/glossary.ts';
import { knowledgePages } from './pages/knowledge.ts';
import { ltiPages } from './pages/lti.ts';
import { moderationPages } from './pages/moderation.ts';
import { organizationPages } from './pages/organization.ts';
import { peoplePages } from './pages/people.ts';
import { portabilityPages } from './pages/portability.ts';
import { privateRepliesPages } from './pages/private-replies.ts';
import { recordingsPages } from './pages/recordings.ts';
import { remarksPages } from './pages/remarks.ts';
import { resourcesPages } from './pages/resources.ts';
import { searchPages } from './pages/search.ts';
import { sourcesPages } from './pages/sources.ts';
import { storiesPages } from './pages/stories.ts';
import { styleguidePages } from './pages/styleguide.ts';
import { watchingPages } from './pages/watching.ts';
import { writingPages } from './pages/writing.ts';

/** A page as somebody got to see it. */
export interface PageSeen {
  /** `<view>` or `<view>, <in which state>`. */
  name: string;
  answer: Answer;
}

/**
 * Every page there is, by the view it shows, and how somebody comes to see it. A new view gets a line in its
 * room; a view with several faces gets one for each.
 */
const ways = [
  adminPages,
  agendaPages,
  communitiesPages,
  continuityPages,
  discussionsPages,
  documentsPages,
  errorsPages,
  feedsPages,
  homePages,
  insightsPages,
  joiningPages,
  glossaryPages,
  organizationPages,
  knowledgePages,
  ltiPages,
  moderationPages,
  peoplePages,
  portabilityPages,
  privateRepliesPages,
  recordingsPages,
  remarksPages,
  resourcesPages,
  searchPages,
  sourcesPages,
  storiesPages,
  styleguidePages,
  watchingPages,
  writingPages,
].flatMap((pages) => Object.entries(pages));

/** The pages that do not say that they are in this language, and run as it runs. */
export function speakingOtherwise(pages: readonly PageSeen[], language: string): string[] {
  const tag = `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`;
  return pages.filter(({ answer }) => !answer.body.includes(tag)).map(({ name }) => name);
}

/** Views that are only ever a part of a page. */
export const parts = ['discussions/like', 'home/near', 'home/offers', 'search/found'];

/** The views that some page shows. */
export const viewsSeen = [...new Set(ways.map(([name]) => name.split(',')[0] ?? ''))];

/** Opens the world's course, asks and answers in it, all in words that are hard to lay out. */
export async function furnish(world: World): Promise<Furnished> {
  const teacher = await world.launch({ person: ana, role: 'instructor', course });
  const founded = await teacher.press(teacher.arrived, teacher.arrived.url.pathname, {
    name: unbroken.slice(0, 120),
    purpose: `${unbroken} ${unbroken}`,
    topics: `feedback, ${unbroken.slice(0, 60)}`,
  });
  const home = founded.location?.pathname ?? '';
  const form = await teacher.get(`${home}/threads/new`);
  const topic = /<option value="([\w-]{36})"/.exec(form.body)?.[1];
  const words = { kind: 'question', title: unbroken, body: wideWords, topic };
  const asked = await teacher.press(form, `${home}/threads`, words);
  const thread = asked.location?.pathname ?? '';
  await teacher.press(await teacher.get(thread), `${thread}/posts`, { body: wideWords });
  await teacher.press(await teacher.get(`${home}/agenda`), `${home}/agenda`, { title: unbroken });
  const empty = await world.launch({ person: ana, role: 'instructor', course: quiet });
  await foundCommunity(empty, { name: 'Silence', purpose: 'We wait.', topics: 'patience' });
  const door = teacher.arrived.url.pathname.replace(/\/set-up$/, '');
  return { world, home, thread, door };
}

/** Shows every page, or those that are wanted, to people whose LMS and browser speak this language. */
export async function everyPage(
  furnished: Furnished,
  language: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<PageSeen[]> {
  const { world } = furnished;
  const browser = Browser.inFrameOf(world.platform.origin).speaking(language);
  const comes = (shape: LaunchOptions) =>
    world.launch(
      { locale: language, ...shape },
      Browser.inFrameOf(world.platform.origin).speaking(language),
    );
  const learner = await comes({ person: ben, role: 'learner', course });
  const teacher = await comes({ person: ana, role: 'instructor', course });
  const outsider = await comes({ person: elif, role: 'learner', course: quiet });
  const cast = { ...furnished, language, browser, comes, learner, teacher, outsider };
  const seen: PageSeen[] = [];
  for (const [name, way] of ways.filter(([each]) => isWanted(each)))
    seen.push({ name, answer: await way(cast) });
  return seen;
}
