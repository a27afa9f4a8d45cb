import { renderMarkdown, rendererVersion } from '../web/index.ts';

/** The source of a private reply and what is shown of it, to be stored together. */
export function storedBody(body: string) {
  return { bodySource: body, bodyHtml: renderMarkdown(body), rendererVersion };
}

/** What is shown of one as this renderer makes it; its source is given where an older one made what is kept. */
export function shownBody({
  bodyHtml,
  staleBody,
}: {
  bodyHtml: string;
  staleBody: string | null;
}): string {
  return staleBody === null ? bodyHtml : renderMarkdown(staleBody);
}
