import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { directionOf, nearestLanguage, titleIn, wordsIn } from './i18n.ts';
import { localeFor } from './locale.ts';
import { gather } from './pieces.ts';

/** The language of a page for this request: what the launch said, or else what the browser asks for. */
export function languageOf(req: Request, res: Response): string {
  const { language } = res.locals;
  if (typeof language === 'string') return language;
  return nearestLanguage(req.acceptsLanguages());
}

/** Whether htmx asks for something to put into the page that is there. */
export function asksForPart(req: Request): boolean {
  return req.get('hx-request-type') === 'partial';
}

/** Looks words up by their key. */
export type Words = (key: string, values?: object) => string;

/** The words of the language that a page for this request speaks, for what leaves the page with it. */
export function wordsFor(req: Request, res: Response): Words {
  const say = wordsIn(languageOf(req, res));
  return (key, values) => say(key, { ...values });
}

/** What the launch named, or else the browser, of the regions where the language is spoken. */
function localeOf(req: Request, res: Response, language: string): string {
  const { locale } = res.locals;
  return localeFor(language, [
    typeof locale === 'string' ? locale : null,
    ...req.acceptsLanguages(),
  ]);
}

/** Finds out what a page is told besides, from what it is told already. */
type Addition = (req: Request, told: object) => Promise<object>;

const additions = new WeakMap<Response, { find: Addition; next: NextFunction }>();

/** Has pages told something besides. It is asked as a page is about to be rendered; fragments do without. */
export function tellPages(find: Addition): RequestHandler {
  return (_req, res, next) => {
    additions.set(res, { find, next });
    next();
  };
}

function send(req: Request, res: Response, view: string, told: object): void {
  const pieces: Buffer[] = [];
  res.render(view, { ...told, pieces }, (error, page) => {
    if (error) return req.next?.(error);
    res.type('html').send(gather(page, pieces));
  });
}

/**
 * Answers with a page. A fragment of htmx gets the view alone, without the layout around it.
 *
 * @param view path under views/, without extension
 */
export function render(req: Request, res: Response, view: string, locals: object = {}): void {
  const language = languageOf(req, res);
  const isFragment = asksForPart(req);
  res.vary('HX-Request-Type');
  const told = {
    ...locals,
    language,
    locale: localeOf(req, res, language),
    title: titleIn(language, view, locals),
    direction: directionOf(language),
    ...(isFragment ? { layout: false } : {}),
  };
  const addition = isFragment ? undefined : additions.get(res);
  if (!addition) return send(req, res, view, told);
  addition
    .find(req, told)
    .then((found) => send(req, res, view, { ...told, ...found }))
    .catch(addition.next);
}
