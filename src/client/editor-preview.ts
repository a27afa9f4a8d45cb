/** Shows beneath the editor what its words will look like, and keeps it so while they are written. */
import { hidden } from './draft-form.ts';
import { onContent } from './on-content.ts';
import { send } from './send.ts';

const betweenMs = 3000;

interface Preview {
  area: HTMLTextAreaElement;
  button: HTMLButtonElement;
  panel: HTMLElement;
}

async function show({ area, panel }: Preview): Promise<void> {
  const shown = panel.querySelector('.prose');
  if (!area.form || !shown) return;
  const fields = new URLSearchParams([
    ['_token', hidden(area.form, '_token')],
    ['_preview', area.name],
    ['_community', hidden(area.form, '_community')],
    [area.name, area.value],
  ]);
  // Without a connection what stood there stays; the draft's own line says what is the matter.
  const answer = await send('/preview', fields, { isPart: true }).catch(() => null);
  // Our own server's Markdown, as a page would hold it.
  if (answer?.ok) shown.innerHTML = await answer.text();
}

function begin(preview: Preview): void {
  const { area, button, panel } = preview;
  let timer = 0;
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) void show(preview);
  });
  area.addEventListener('input', () => {
    if (panel.hidden || timer) return;
    timer = window.setTimeout(() => {
      timer = 0;
      void show(preview);
    }, betweenMs);
  });
}

const known = new WeakSet<Element>();

onContent((root) => {
  for (const editor of root.querySelectorAll('[data-editor]')) {
    const area = editor.querySelector('textarea');
    const button = editor.querySelector<HTMLButtonElement>('button[name=_preview]');
    const panel = editor.querySelector<HTMLElement>('[data-preview]');
    if (!area || !button || !panel || known.has(editor)) continue;
    known.add(editor);
    begin({ area, button, panel });
  }
});
