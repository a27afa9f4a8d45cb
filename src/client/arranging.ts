/** A tree whose parts can be dragged: what does so is loaded where there is one (`data-tree` names it). */
import { onContent } from './on-content.ts';

interface Arranging {
  arrange: (tree: HTMLElement) => void;
}

const begun = new WeakSet<HTMLElement>();

onContent((root) => {
  for (const tree of root.querySelectorAll<HTMLElement>('[data-tree]')) {
    if (begun.has(tree)) continue;
    begun.add(tree);
    void import(tree.dataset['tree'] ?? '').then(({ arrange }: Arranging) => arrange(tree));
  }
});
