/**
 * Whoever chooses while a search is under way keeps the choice: the list on its way knows nothing of it, and
 * is asked for once more.
 */
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.name !== 'offer') return;
  if (!document.querySelector('.search .htmx-request')) return;
  document.querySelector<HTMLButtonElement>('[data-search]')?.click();
});
