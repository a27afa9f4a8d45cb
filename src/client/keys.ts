/**
 * Single keys where there is talk (`data-keys` tells of them): j and k go on and back, o opens, r replies,
 * / looks for something, ? tells of them all. Whoever speaks to the computer can turn them off
 * (WCAG 2.2, 2.1.4).
 */
import { onContent } from './on-content.ts';

const storageName = 'guildhall-keys';
let areOn = true;

try {
  areOn = localStorage.getItem(storageName) !== 'off';
} catch {
  // A browser that keeps nothing for us knows it for as long as the page is open.
}

function turn(on: boolean): void {
  areOn = on;
  try {
    localStorage.setItem(storageName, on ? 'on' : 'off');
  } catch {
    // As above.
  }
}

const stops = '.threads .title, .posts .post';

/** The stop that has the focus, or holds what has it. */
const stopIn = () => document.activeElement?.closest<HTMLElement>(stops) ?? null;

function step(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(stops)];
  const here = stopIn();
  const below = all.findIndex((stop) => stop.getBoundingClientRect().top >= 0);
  const next = here ? all.indexOf(here) + by : Math.max(below, 0);
  all[next]?.focus();
}

function reply(): void {
  // What answers the first post answers the thread.
  const answer = stopIn()?.querySelector<HTMLElement>('[data-answer]:not([data-answer="1"])');
  if (answer) answer.click();
  else document.querySelector<HTMLElement>('#reply textarea')?.focus();
}

function tell(): void {
  const keys = document.querySelector<HTMLDetailsElement>('[data-keys]');
  if (!keys) return;
  keys.open = !keys.open;
  keys.querySelector('summary')?.focus();
}

function look(): void {
  const box =
    document.querySelector<HTMLInputElement>('main [type=search]') ??
    document.querySelector<HTMLInputElement>('[type=search]');
  // On a narrow page the box is behind its button, which leads to the page that has one.
  if (box?.offsetParent) box.focus();
  else box?.form?.requestSubmit();
}

const deeds: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  o: () => {
    const stop = stopIn();
    if (stop?.matches('a')) stop.click();
  },
  r: reply,
  '/': look,
  '?': tell,
};

const writes = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

document.addEventListener('keydown', (event) => {
  const { key, target, altKey, ctrlKey, metaKey, isComposing } = event;
  const deed = deeds[key];
  if (!deed || !areOn || altKey || ctrlKey || metaKey || isComposing) return;
  if (!document.querySelector('[data-keys]')) return;
  if (target instanceof Element && target.matches(writes)) return;
  event.preventDefault();
  deed();
});

onContent((root) => {
  for (const keys of root.querySelectorAll<HTMLElement>('[data-keys]')) {
    keys.hidden = false;
    const box = keys.querySelector<HTMLInputElement>('input');
    if (!box) continue;
    box.checked = areOn;
    box.addEventListener('change', () => turn(box.checked));
  }
});
