import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

const views = filesIn('views', '.hbs').filter((path) => !path.startsWith('views/demo/'));
const sources = filesIn('src', '.ts').filter((path) => !path.startsWith('src/demo/'));

type Words = { [key: string]: string | Words };
const Words: z.ZodType<Words> = z.lazy(() => z.record(z.string(), z.union([z.string(), Words])));

function wordsIn(words: Words, prefix = ''): [key: string, value: string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : wordsIn(value, `${prefix}${key}.`),
  );
}

const catalogueOf = (language: string) =>
  new Map(wordsIn(Words.parse(JSON.parse(read(`locales/${language}.json`)))));

const plural = /_(zero|one|two|few|many|other)$/;
const english = catalogueOf('en');
const known = new Set([...english.keys()].map((key) => key.replace(plural, '')));
const counted = [...english.keys()]
  .filter((key) => key.endsWith('_other'))
  .map((key) => key.replace(plural, ''));

const variablesIn = (words: string | undefined) =>
  [...(words ?? '').matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? '').toSorted();

/** What i18next looks up for one key: a form for each of CLDR's categories, and its own `_zero` for none. */
function formsOf(key: string, language: string): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const none = english.has(`${key}_zero`) ? ['zero'] : [];
  return [...new Set([...pluralCategories, ...none])].map((category) => `${key}_${category}`);
}

const numbers = [...Array(200).keys(), 1_000_000, 2_000_000];

/** The numbers that a form of a key has to speak for. */
function numbersOf(form: string, key: string, language: string): number[] {
  const rules = new Intl.PluralRules(language);
  const hasNone = english.has(`${key}_zero`);
  return numbers.filter((number) => {
    const category = hasNone && number === 0 ? 'zero' : rules.select(number);
    return form === `${key}_${category}`;
  });
}

const languages = filesIn('locales', '.json').map((path) => path.slice(8, -5));

it('there are words in six languages', () => {
  expect(languages.toSorted()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'zh']);
});

describe.each(languages)('the words in %s', (language) => {
  const catalogue = catalogueOf(language);

  it('say everything, in every plural form of the language and no other', () => {
    const single = [...english.keys()].filter((key) => !plural.test(key));
    const forms = counted.flatMap((key) => formsOf(key, language));
    expect([...catalogue.keys()].toSorted()).toEqual([...single, ...forms].toSorted());
  });

  it('take up the same values as the English ones', () => {
    const differing = [...catalogue]
      .filter(([key]) => !plural.test(key))
      .filter(([key, words]) => variablesIn(words).join() !== variablesIn(english.get(key)).join());
    expect(differing).toEqual([]);
  });

  it('write out a number wherever a form speaks for more than one', () => {
    const faults = counted.flatMap((key) =>
      formsOf(key, language).filter((form) => {
        const used = variablesIn(catalogue.get(form));
        const isNeeded = numbersOf(form, key, language).length > 1;
        return used.some((name) => name !== 'count, number') || (isNeeded && used.length !== 1);
      }),
    );
    expect(counted.length).toBeGreaterThan(2);
    expect(faults).toEqual([]);
  });

  it('are words alone: no mark-up, nothing unescaped, no way to other words or characters', () => {
    const unsafe = [...catalogue].filter(
      ([, words]) =>
        /[<>&`\\]|\{\{[^\w]|\$t\(/.test(words) ||
        /[\p{Cc}\p{Co}\p{Cn}\u200b\u202a-\u202e\ufeff]/u.test(words),
    );
    expect(unsafe).toEqual([]);
  });

  it('are never empty, and neither begin nor end with a blank', () => {
    expect([...catalogue].filter(([, words]) => words === '' || words !== words.trim())).toEqual(
      [],
    );
  });
});

describe('the translation files', () => {
  it('call whoever reads Spanish usted, everywhere', () => {
    const familiar =
      /(?<!\p{L})(?:tú|tus?|ti|te|contigo|tuy[oa]s?|has|eres|puedes|quieres)(?!\p{L})/iu;
    const spoken = [...catalogueOf('es')].filter(([, words]) => familiar.test(words));
    expect(spoken).toEqual([]);
  });

  const keyAfter = /(?:\{\{t |(?<![\w-])(?:label|hint|text)=)"([\w.]+)"/g;
  const inViews = views.flatMap((view) =>
    [...read(view).matchAll(keyAfter)].map(([, key]) => key ?? ''),
  );
  const keysIn = (file: string) =>
    [...read(file).matchAll(/'((?:[a-zA-Z]+\.)+[a-zA-Z]+)'/g)].map(([, key]) => key ?? '');

  /** The words of a union of strings, as a source file writes it. */
  const membersOf = (union: string, file: string) => {
    const text = new RegExp(`export (?:type|const) ${union} =([^;]+);`).exec(read(file))?.[1] ?? '';
    return [...text.matchAll(/'(\w+)'/g)].map(([, member]) => member ?? '');
  };

  it('have every key that the views name', () => {
    expect(inViews.length).toBeGreaterThan(50);
    expect(inViews.filter((key) => !known.has(key))).toEqual([]);
  });

  it('have no key that nothing names', () => {
    const used = new Set([
      ...inViews,
      ...views.map((view) => `titles.${view.slice('views/'.length, -'.hbs'.length)}`),
      ...sources.flatMap(keysIn),
    ]);
    const built = [
      'errors.',
      'launch.refused.',
      'thread.kind.',
      'writing.mark.',
      'charter.parts.',
      'level.',
      'face.join.',
      'face.button.',
      'face.reading.',
      'membership.role.',
      'steps.',
      'seed.',
      'courseCommunities.state.',
      'agenda.move.',
      'agenda.empty.',
      'roles.state.',
      'care.told.',
      'admin.rosters.problem.',
      'joins.told.',
      'talk.show.',
      'talk.kinds.',
      'talk.empty.',
      'newThread.kinds.',
      'post.standing.',
      'reaction.',
      'watch.',
      'archive.doc.readMe.',
      'arrival.problem.',
      'document.left.',
      'arrival.remedy.',
      'arrival.state.',
      'idea.state.',
      'poll.shows.',
      'poll.later.',
      'scheduled.held.',
      'pace.',
      'warning.',
      'standing.',
      'rule.',
      'act.',
      'deed.',
      'decisions.',
      'threadCare.',
      'care.appeals.',
      'log.as.',
      'file.refused.',
      'file.kind.',
      'search.kinds.',
      'search.hit.',
      'search.inside.',
      'search.operators.',
      'search.help.',
      'library.kinds.',
      'library.freshness.',
      'library.orders.',
      'library.faces.',
      'library.empty.',
      'library.many.',
      'captions.wrong.',
      'chapters.wrong.',
      'recording.what.',
      'continuity.evidence.',
      'continuity.way.',
      'continuity.is.',
      'continuity.mark.',
      'continuity.told.',
      'resource.kind.',
      'resource.licences.',
      'resource.unread.',
      'resource.guide.',
      'collection.show.',
      'collection.none.',
      'library.sayings.',
      'library.reviews.',
      'story.outcomes.',
      'story.show.',
      'story.empty.',
      'reach.wishes.',
      'shared.kinds.',
      'shared.orders.',
      'shared.empty.',
      'merger.preview.moves.',
      'article.kinds.',
      'article.parts.',
      'callout.',
    ];
    const unused = [...known].filter(
      (key) => !used.has(key) && !built.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('have words for every message of a form', () => {
    const messages = sources.filter((file) => file.endsWith('/forms.ts')).flatMap(keysIn);
    expect(messages.length).toBeGreaterThan(15);
    expect(messages.filter((key) => !known.has(key))).toEqual([]);
  });

  it('have words for every reason to refuse a launch', () => {
    const codes = membersOf('LaunchCode', 'src/lti/launch-rejected.ts');
    expect(codes.length).toBeGreaterThan(20);
    const keys = codes.flatMap((code) => [`${code}.what`, `${code}.next`]);
    expect(keys.filter((key) => !known.has(`launch.refused.${key}`))).toEqual([]);
  });

  it('have words for every kind of failure', () => {
    const codes = [...membersOf('ErrorCode', 'src/errors.ts'), 'too_large', 'unexpected'];
    expect(codes.length).toBeGreaterThan(8);
    const keys = codes.flatMap((code) => [`${code}.title`, `${code}.next`]);
    expect(keys.filter((key) => !known.has(`errors.${key}`))).toEqual([]);
  });

  it('have words for everything that keeps a roster from being read', () => {
    const problems = membersOf('RosterProblem', 'src/courses/roster.ts');
    expect(problems.length).toBeGreaterThan(8);
    const keys = problems.flatMap((problem) => [`${problem}.what`, `${problem}.next`]);
    expect(keys.filter((key) => !known.has(`admin.rosters.problem.${key}`))).toEqual([]);
  });

  it('have words for every kind of thread', () => {
    const kinds = membersOf('threadKinds', 'src/discussions/thread.ts');
    expect(kinds.length).toBeGreaterThan(3);
    const keys = kinds.flatMap((kind) =>
      ['thread.kind', 'talk.kinds', 'newThread.kinds'].map((place) => `${place}.${kind}`),
    );
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
  });
});
