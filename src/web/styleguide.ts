import type { RequestHandler } from 'express';
import { setContentSecurity } from './content-security.ts';
import { nearestLanguage } from './i18n.ts';
import { render } from './render.ts';

/** `GET /styleguide?language=ar`: every component in every state, for those who build pages. */
export function styleguide(): RequestHandler {
  return (req, res) => {
    const { language } = req.query;
    if (typeof language === 'string') res.locals['language'] = nearestLanguage([language]);
    setContentSecurity(res, { frameAncestors: 'any' });
    render(req, res, 'styleguide/index', { layout: 'bare' });
  };
}
