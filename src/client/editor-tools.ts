/** The editor's tools: one stop for Tab, arrows between them; by key, and Ctrl or Cmd with Enter sends. */
import { changeText } from './change-text.ts';
import { marks } from './editor-marks.ts';
import { onContent } from './on-content.ts';

const keys: Record<string, string> = { b: 'bold', i: 'italic', k: 'link' };

function apply(name: string | undefined, area: HTMLTextAreaElement): void {
  const mark = marks[name ?? ''];
  const { value: text, selectionStart: start, selectionEnd: end } = area;
  if (mark) changeText(area, mark({ text, start, end }));
}

/** Where an arrow leads from this tool; the row runs as its language does. */
function neighbour(tools: HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const isTurned = tools[0]?.matches(':dir(rtl)') ?? false;
  const ahead = isTurned ? 'ArrowLeft' : 'ArrowRight';
  const back = isTurned ? 'ArrowRight' : 'ArrowLeft';
  const places: Record<string, number> = { [ahead]: at + 1, [back]: at - 1, Home: 0, End: -1 };
  const place = places[key];
  return place === undefined ? undefined : tools.at(place % tools.length);
}

function rove(bar: HTMLElement): void {
  const tools = [...bar.querySelectorAll<HTMLElement>('[data-mark]')];
  const stopAt = (stop: HTMLElement | undefined): void => {
    for (const tool of tools) tool.tabIndex = tool === stop ? 0 : -1;
  };
  stopAt(tools[0]);
  bar.addEventListener('focusin', ({ target }) => stopAt(tools.find((tool) => tool === target)));
  bar.addEventListener('keydown', (event) => {
    const at = tools.findIndex((tool) => tool === event.target);
    const next = neighbour(tools, at, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

function shortcut(event: KeyboardEvent, area: HTMLTextAreaElement): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  const name = keys[event.key.toLowerCase()];
  if (event.key === 'Enter') area.form?.requestSubmit();
  else if (name && !event.shiftKey) apply(name, area);
  else return;
  event.preventDefault();
}

const known = new WeakSet<Element>();

onContent((root) => {
  for (const editor of root.querySelectorAll('[data-editor]')) {
    const bar = editor.querySelector<HTMLElement>('[role=toolbar]');
    const area = editor.querySelector('textarea');
    if (!bar || !area || known.has(editor)) continue;
    known.add(editor);
    bar.hidden = false;
    rove(bar);
    bar.addEventListener('click', ({ target }) => {
      const tool = target instanceof Element && target.closest<HTMLElement>('[data-mark]');
      if (tool) apply(tool.dataset['mark'], area);
    });
    area.addEventListener('keydown', (event) => shortcut(event, area));
  }
});
