/** Leads a person to what needs them first; a frame may not use autofocus. */
function lead(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus();
}

lead();
// A page that arrived without a navigation has nothing focused yet: begin where its content begins.
document.addEventListener('htmx:after:swap', () => {
  document.getElementById('main')?.focus();
  lead();
});
