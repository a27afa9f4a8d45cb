import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import { engine } from 'express-handlebars';
import Handlebars from 'handlebars';
import { z } from 'zod';
import { assetPath, iconSprite } from './assets.ts';
import { translator } from './i18n.ts';

const directory = fileURLToPath(new URL('../../views/', import.meta.url));

const Options = z.object({
  hash: z.record(z.string(), z.unknown()),
  data: z.object({ root: z.object({ language: z.string(), timeZone: z.string().nullish() }) }),
});

function translate(key: unknown, options: unknown): string {
  const { hash, data } = Options.parse(options);
  return translator(data.root.language)(z.string().parse(key), hash);
}

const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. */
function momentFormat(language: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${language} ${timeZone}`;
  const known = momentFormats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  momentFormats.set(name, made);
  return made;
}

/** A moment, readable without a script and made local by one (client/local-time.ts). */
function time(moment: unknown, options: unknown): Handlebars.SafeString {
  const { language, timeZone } = Options.parse(options).data.root;
  const date = z.date().parse(moment);
  const words = momentFormat(language, timeZone ?? 'UTC').format(date);
  return new Handlebars.SafeString(
    `<time datetime="${date.toISOString()}">${Handlebars.escapeExpression(words)}</time>`,
  );
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** A calendar day, the same wherever it is read. */
function day(written: unknown, options: unknown): string {
  const { language } = Options.parse(options).data.root;
  const iso = z.iso.date().parse(written);
  let format = dayFormats.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
    dayFormats.set(language, format);
  }
  return format.format(new Date(iso));
}

/** Names one after another, with the language's own "and". */
function listOf(items: unknown, options: unknown): string {
  const { language } = Options.parse(options).data.root;
  return new Intl.ListFormat(language).format(z.array(z.string()).parse(items));
}

const letters = new Intl.Segmenter();

/** Two letters that stand for a person without a picture. */
function initials(name: unknown): string {
  const words = typeof name === 'string' ? name.trim().split(/\s+/) : [];
  const named = words.length > 1 ? [words[0], words.at(-1)] : words;
  const first = named.flatMap((word) => [...letters.segment(word ?? '')].slice(0, 1));
  return first.map(({ segment }) => segment.toUpperCase()).join('') || '·';
}

/** One of six tints, always the same for the same name. */
function tint(name: unknown): number {
  const codes = typeof name === 'string' ? [...Buffer.from(name)] : [];
  return (codes.reduce((sum, code) => (sum * 31 + code) % 9973, 0) % 6) + 1;
}

const helpers = {
  t: translate,
  time,
  day,
  listOf,
  initials,
  tint,
  sprite: () => new Handlebars.SafeString(iconSprite()),
  asset: (name: unknown) => assetPath(z.string().parse(name)),
  is: (left: unknown, right: unknown) => left === right,
  either: (left: unknown, right: unknown) => Boolean(left) || Boolean(right),
  any: (entries: unknown) => Object.keys(Object(entries)).length > 0,
  /** Handlebars passes its options last. */
  join: (...parts: unknown[]) => parts.slice(0, -1).join(''),
};

/** Teaches the application to render views/. */
export function useViews(app: Express, options: { cache: boolean }): void {
  app.engine(
    'hbs',
    engine({
      extname: '.hbs',
      defaultLayout: 'page',
      layoutsDir: `${directory}layouts`,
      partialsDir: [directory],
      helpers,
    }),
  );
  app.set('view engine', 'hbs');
  app.set('views', directory);
  if (options.cache) app.enable('view cache');
}
