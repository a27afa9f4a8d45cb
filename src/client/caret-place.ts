const copied = [
  'boxSizing',
  'inlineSize',
  'direction',
  'padding',
  'borderWidth',
  'borderStyle',
  'font',
  'letterSpacing',
  'lineHeight',
  'tabSize',
] as const;

/** Where a place in a text stands on the screen, from the upper left of what it is typed into. */
export function caretPlace(area: HTMLTextAreaElement, at: number): { left: number; below: number } {
  const style = getComputedStyle(area);
  const mirror = document.createElement('div');
  for (const name of copied) mirror.style[name] = style[name];
  Object.assign(mirror.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  const caret = document.createElement('span');
  caret.textContent = '\u200b';
  mirror.append(area.value.slice(0, at), caret);
  document.body.append(mirror);
  const [box, mark] = [mirror.getBoundingClientRect(), caret.getBoundingClientRect()];
  mirror.remove();
  return { left: mark.left - box.left, below: mark.bottom - box.top - area.scrollTop };
}
