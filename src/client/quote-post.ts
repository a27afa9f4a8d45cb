/** A button (`data-quote`) that takes what is selected in its post, or else all of it, into the page's editor. */
import { onContent } from './on-content.ts';

function selectedIn(post: Element): string {
  const selection = getSelection();
  const isInside = selection?.anchorNode && post.contains(selection.anchorNode);
  return isInside ? selection.toString().trim() : '';
}

function quote(post: Element): void {
  const area = document.querySelector<HTMLTextAreaElement>('[data-editor] textarea');
  const prose = post.querySelector<HTMLElement>('.prose');
  if (!area || !prose) return;
  const words = (selectedIn(post) || prose.innerText.trim()).replaceAll(/^/gm, '> ');
  const before = area.value.trim() === '' ? '' : `${area.value.trimEnd()}\n\n`;
  area.value = `${before}${words}\n\n`;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

onContent((root) => {
  if (!document.querySelector('[data-editor]')) return;
  for (const button of root.querySelectorAll<HTMLElement>('[data-quote]')) button.hidden = false;
});

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest('[data-quote]');
  const post = button && button.closest('.post');
  if (post) quote(post);
});
