import type { Request, Response } from 'express';
import { directionOf, nearestLanguage, translator } from './i18n.ts';

/** The language of the request: what the launch said, or else what the browser asks for. */
function languageOf(req: Request, res: Response): string {
  const { language } = res.locals;
  if (typeof language === 'string') return language;
  return nearestLanguage(req.acceptsLanguages());
}

/**
 * Answers with a page. A fragment of htmx gets the view alone, without the layout around it.
 *
 * @param view path under views/, without extension
 */
export function render(req: Request, res: Response, view: string, locals: object = {}): void {
  const language = languageOf(req, res);
  const isFragment = req.get('hx-request-type') === 'partial';
  res.vary('HX-Request-Type');
  res.render(view, {
    ...locals,
    language,
    title: translator(language)(`titles.${view}`, { ...locals }),
    direction: directionOf(language),
    ...(isFragment ? { layout: false } : {}),
  });
}
