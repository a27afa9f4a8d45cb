/** The editor grows with its text, and says how much still fits once that is little. */
import { onContent } from './on-content.ts';

const little = 0.1;

function grow(area: HTMLTextAreaElement): void {
  // Newer browsers do so by the stylesheet.
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.blockSize = 'auto';
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

function sayLeft(area: HTMLTextAreaElement, line: HTMLElement): void {
  const most = Number(area.dataset['most']);
  const left = most - area.value.length;
  line.hidden = left > most * little;
  const { locale = document.documentElement.lang } = document.body.dataset;
  const number = new Intl.NumberFormat(locale).format(left);
  line.textContent = (line.dataset['left'] ?? '').replace('#', number);
}

const known = new WeakSet<Element>();

onContent((root) => {
  for (const editor of root.querySelectorAll('[data-editor]')) {
    const area = editor.querySelector('textarea');
    const line = editor.querySelector<HTMLElement>('[data-left]');
    if (!area || !line || known.has(editor)) continue;
    known.add(editor);
    const fit = (): void => {
      grow(area);
      sayLeft(area, line);
    };
    fit();
    area.addEventListener('input', fit);
  }
});
