import type { Response } from 'express';

type Show = (html: string) => string;

/** Says what becomes of what people wrote before this answer shows it. */
export function setProse(res: Response, show: Show): void {
  res.locals['showProse'] = show;
}

/** What somebody wrote, as this answer may show it. @param html made from Markdown by us */
export function proseFor(res: Response, html: string): string {
  return proseIn(res.locals, html);
}

/** @param told what a view was told */
export function proseIn(told: object, html: string): string {
  if (!('showProse' in told) || typeof told.showProse !== 'function') return html;
  return String(told.showProse(html));
}
