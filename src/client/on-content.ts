/** Runs for the page as it came, and again whenever htmx has put something new into it. */
export function onContent(work: (root: ParentNode) => void): void {
  work(document);
  document.addEventListener('htmx:after:swap', () => work(document));
}
