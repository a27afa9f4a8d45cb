import type { Change } from './editor-marks.ts';

/** Changes a text as if it were typed, so that it can be undone. */
export function changeText(
  area: HTMLTextAreaElement,
  { from, to, words, start, end }: Change,
): void {
  area.focus();
  area.setSelectionRange(from, to);
  // The only way that can be undone; where a browser has it no more, the words matter more.
  if (!document.execCommand('insertText', false, words)) {
    area.setRangeText(words);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(start, end);
}
