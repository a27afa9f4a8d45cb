import { renderMarkdown, rendererVersion } from './render.ts';

/** The HTML of some Markdown for whoever looks at it now: what an older renderer made of it is made anew. */
export function htmlUpToDate(made: {
  source: string;
  html: string;
  rendererVersion: number;
}): string {
  return made.rendererVersion === rendererVersion ? made.html : renderMarkdown(made.source);
}
