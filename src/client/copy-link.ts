/**
 * A link that copies itself (`data-copied` holds what to say then). Where the host lets no frame write to
 * the clipboard, it shows its address, to be copied by hand.
 */
async function copy(link: HTMLAnchorElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    link.textContent = link.href;
    return;
  }
  link.textContent = link.dataset['copied'] ?? link.href;
  const announcements = document.querySelector('[data-announcements]');
  if (announcements) announcements.textContent = link.textContent;
}

document.addEventListener(
  'click',
  (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[data-copied]');
    if (!link || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    // Pages whose links go through htmx must not follow this one.
    event.stopPropagation();
    void copy(link);
  },
  { capture: true },
);
