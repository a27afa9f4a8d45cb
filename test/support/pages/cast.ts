import type { Visitor, World } from '../world.ts';
import { Browser, type Answer } from '../platform/browser.ts';
import type { LaunchOptions } from '../platform/launch.ts';
import type { Course, Person } from '../platform/launch-claims.ts';

/** A community that is hard to lay out, and a thread in it, by their paths. */
export interface Furnished {
  world: World;
  home: string;
  thread: string;
  /** The course it is the home of. */
  door: string;
}

/** Who looks, and in which language. */
export interface Cast extends Furnished {
  language: string;
  /** A browser that nobody is known in. */
  browser: Browser;
  comes: (shape: LaunchOptions) => Promise<Visitor>;
  learner: Visitor;
  teacher: Visitor;
  /** Of another course, whose community is another. */
  outsider: Visitor;
}

/** Longer than any line of a narrow page, and with no place to break it. */
export const unbroken =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
    .repeat(4)
    .slice(0, 255);

/** The course whose community is hard to lay out. */
export const course: Course = {
  id: 'hard',
  label: unbroken.slice(0, 60),
  title: unbroken.slice(0, 200),
};

/** Nobody of the hard community: somebody of another course, or who looks after the organization. */
export const elif: Person = {
  sub: 'person-elif',
  given: 'Elif',
  family: 'Kaya',
  email: 'elif@lms.test',
};

/** A course in whose community nobody says anything. */
export const quiet: Course = { ...course, id: 'quiet' };

let courses = 0;

/** A course that nobody has opened yet. */
export const freshCourse = (): Course => {
  courses += 1;
  return { ...course, id: `fresh-${courses}` };
};

/** Whatever words can be made into, none of it narrow. */
export const wideWords = [
  '# A heading',
  unbroken,
  `\`\`\`\nconst ${unbroken} = '${unbroken}';\n\`\`\``,
  `| ${unbroken} | and | ${unbroken} |\n|---|---|---|\n| one | two | ${'three '.repeat(40)} |`,
  `> ${unbroken}\n\n1. one\n2. https://example.org/${unbroken}`,
].join('\n\n');

/** These fields with nothing in them. */
export const nonsense = (fields: string[]) => Object.fromEntries(fields.map((name) => [name, '']));

/** A form filled in with nothing at all. */
export async function pressEmpty(who: Visitor, page: string, fields: string[], action = page) {
  return who.press(await who.get(page), action, nonsense(fields));
}

/** The pages of a room, by the view each shows and in which state, and how somebody comes to see it. */
export type Pages = Record<string, (cast: Cast) => Promise<Answer>>;
