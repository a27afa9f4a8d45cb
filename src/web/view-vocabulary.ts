import Handlebars, { type HelperOptions } from 'handlebars';
import { z } from 'zod';
import { assetPath, iconSprite } from './assets.ts';
import { withCalloutWords } from './callout-words.ts';
import { initials, tint } from './faces.ts';
import { wordsIn } from './i18n.ts';
import { apart } from './pieces.ts';
import { showingIn } from './prose.ts';
import { dayOfMomentWords, dayWords, momentWords, monthsWords } from './moments.ts';

/** Who looks at a page. */
interface Viewer {
  language: string;
  /** How dates are written. */
  locale: string;
  timeZone: string;
  words: ReturnType<typeof wordsIn>;
}

const Text = z.string();
const Moment = z.date();
const Day = z.iso.date();
const Names = z.array(Text);
const Told = z.object({ language: Text, locale: Text, timeZone: Text.nullish() });

const viewers = new WeakMap<object, Viewer>();

/** @param data.root what the page was told; it asks for a hundred words, and is read once */
function viewerOf({ data: { root } }: HelperOptions): Viewer {
  const known = viewers.get(root);
  if (known) return known;
  const { language, locale, timeZone } = Told.parse(root);
  const viewer = {
    language,
    locale,
    timeZone: timeZone ?? 'UTC',
    words: wordsIn(language),
  };
  viewers.set(root, viewer);
  return viewer;
}

/** Words of the translation files, with what stands in their gaps. */
function translate(key: unknown, options: HelperOptions): string {
  return viewerOf(options).words(Text.parse(key), options.hash);
}

/** A moment, readable without a script and made local by one (client/local-time.ts). */
function time(moment: unknown, options: HelperOptions): Handlebars.SafeString {
  const { locale, timeZone } = viewerOf(options);
  const date = Moment.parse(moment);
  const words = momentWords(date, locale, timeZone);
  return new Handlebars.SafeString(
    `<time datetime="${date.toISOString()}">${Handlebars.escapeExpression(words)}</time>`,
  );
}

/** A moment that is always written out, with its zone: when something is to happen. */
function wholeTime(moment: unknown, options: HelperOptions): Handlebars.SafeString {
  const { locale, timeZone } = viewerOf(options);
  const date = Moment.parse(moment);
  const words = momentWords(date, locale, timeZone);
  return new Handlebars.SafeString(
    `<time datetime="${date.toISOString()}" data-whole>${Handlebars.escapeExpression(words)}</time>`,
  );
}

/** The day a moment fell on where it is read; a script knows better where that is. */
function dayOf(moment: unknown, options: HelperOptions): Handlebars.SafeString {
  const { locale, timeZone } = viewerOf(options);
  const date = Moment.parse(moment);
  const words = dayOfMomentWords(date, locale, timeZone);
  return new Handlebars.SafeString(
    `<time datetime="${date.toISOString()}" data-day>${Handlebars.escapeExpression(words)}</time>`,
  );
}

function day(written: unknown, options: HelperOptions): string {
  return dayWords(Day.parse(written), viewerOf(options).locale);
}

/** Such as a quarter, from its first day to its last. */
function months(first: unknown, last: unknown, options: HelperOptions): string {
  const days = { from: Day.parse(first), to: Day.parse(last) };
  return monthsWords(days, viewerOf(options).locale);
}

/** A picture of the sprite. @param options.hash.turns whether it points the other way where text runs to the left */
function icon(name: unknown, options: HelperOptions): Handlebars.SafeString {
  const turns = options.hash['turns'] ? ' turns' : '';
  const picture = Handlebars.escapeExpression(Text.parse(name));
  return new Handlebars.SafeString(
    `<svg class="icon${turns}" aria-hidden="true" focusable="false"><use href="#icon-${picture}"></use></svg>`,
  );
}

/** Names one after another, with the language's own "and". */
function listOf(items: unknown, options: HelperOptions): string {
  return new Intl.ListFormat(viewerOf(options).language).format(Names.parse(items));
}

/** What somebody wrote, made from Markdown by us. */
function prose(html: unknown, options: HelperOptions): Handlebars.SafeString {
  const { words } = viewerOf(options);
  const said = withCalloutWords(Text.parse(html), (key) => words(key, {}));
  return new Handlebars.SafeString(showingIn(options.data.root).prose(said));
}

/** The address of something that somebody gave, for whoever looks. */
function shownAt(path: unknown, { data: { root } }: HelperOptions): string {
  return showingIn(root).address(Text.parse(path));
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** How large a file is, as people say it. */
function size(bytes: unknown, options: HelperOptions): string {
  const given = z.number().parse(bytes);
  const step = Math.min(Math.floor(Math.log2(Math.max(given, 1)) / 10), units.length - 1);
  const unit = units[step] ?? 'byte';
  // Of bytes the short form has no plural: "30 byte".
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const style = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(viewerOf(options).locale, style).format(given / 1024 ** step);
}

/** As `#if` sees it: an empty list is nothing, too. */
const isNothing = (value: unknown) => !value || Handlebars.Utils.isEmpty(value);

/** What views may call. Handlebars passes its options last. */
export const viewHelpers = {
  apart,
  t: translate,
  time,
  wholeTime,
  day,
  dayOf,
  months,
  listOf,
  prose,
  shownAt,
  size,
  initials,
  tint,
  icon,
  sprite: () => new Handlebars.SafeString(iconSprite()),
  asset: (name: unknown) => assetPath(Text.parse(name)),
  is: (left: unknown, right: unknown) => left === right,
  either: (left: unknown, right: unknown) => !isNothing(left) || !isNothing(right),
  any: (entries: unknown) => Object.keys(Object(entries)).length > 0,
  join: (...parts: unknown[]) => parts.slice(0, -1).join(''),
};
