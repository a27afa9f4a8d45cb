import { escapeHtml } from './markdown/render.ts';

const callout = /<blockquote class="callout (\w+)">/g;

/** Has every call-out say what it is: a note, a tip, a warning. @param say the words of a key */
export function withCalloutWords(html: string, say: (key: string) => string): string {
  if (!html.includes('class="callout ')) return html;
  return html.replaceAll(
    callout,
    (opening, kind) => `${opening}<p class="label">${escapeHtml(say(`callout.${kind}`))}</p>`,
  );
}
