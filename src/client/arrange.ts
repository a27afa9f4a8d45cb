/** A bundle of its own: a tree whose lines are dragged by a handle, or lifted there and moved with the arrow keys. */
import { lifted, nearest, neighbours, type Line, type Move, type Place } from './tree-place.ts';

/** How far to the side a level is, where the tree has none yet to measure. */
const usualIndent = 24;

function linesOf(tree: HTMLElement): Line[] {
  return [...tree.querySelectorAll<HTMLElement>('[data-line]')].map((item) => ({
    id: item.dataset['line'] ?? '',
    depth: Number(item.dataset['depth']),
    title: item.querySelector('strong')?.textContent ?? '',
    item,
  }));
}

const isRightToLeft = (place: HTMLElement) => getComputedStyle(place).direction === 'rtl';

/** Something that was lifted, until it is put down. */
class Lift {
  readonly #tree: HTMLElement;
  readonly #move: Move;
  readonly #start: Place;
  readonly #mark: HTMLElement;
  #place: Place;

  constructor(tree: HTMLElement, { move, place }: { move: Move; place: Place }) {
    this.#tree = tree;
    this.#move = move;
    this.#start = place;
    this.#place = place;
    this.#mark = document.createElement('li');
    this.#mark.setAttribute('aria-hidden', 'true');
    move.moved.item.classList.add('lifted');
    this.#show();
  }

  get place(): Place {
    return this.#place;
  }

  get isMoved(): boolean {
    return this.#place.at !== this.#start.at || this.#place.depth !== this.#start.depth;
  }

  /** The number of the line that whatever is at this height would stand in front of. */
  lineAt(y: number): number {
    const at = this.#move.others.findIndex(({ item }) => {
      const { top, height } = item.getBoundingClientRect();
      return y < top + height / 2;
    });
    return at < 0 ? this.#move.others.length : at;
  }

  depthAt(sideways: number): number {
    const indent = isRightToLeft(this.#tree) ? -sideways : sideways;
    return this.#start.depth + Math.round(indent / usualIndent);
  }

  to(place: Place): void {
    const next = nearest(this.#move, place);
    if (next.at === this.#place.at && next.depth === this.#place.depth) return;
    this.#place = next;
    this.#show();
    this.say(this.#words());
  }

  /** @returns where it stands now, as the form says it */
  fields(): Record<string, string> {
    const { parent, before } = neighbours(this.#move, this.#place);
    return { section: this.#move.moved.id, parent: parent?.id ?? '', before: before?.id ?? '' };
  }

  end(): void {
    this.#mark.remove();
    this.#move.moved.item.classList.remove('lifted');
  }

  say(key: string): void {
    const { parent, before } = neighbours(this.#move, this.#place);
    const words = this.#tree.dataset[key] ?? '';
    const said = words
      .replace('{title}', this.#move.moved.title)
      .replace('{other}', before?.title ?? '')
      .replace('{parent}', parent?.title ?? '');
    const place = document.querySelector('[data-tree-said]');
    if (place) place.textContent = said;
  }

  #words(): string {
    const { parent, before } = neighbours(this.#move, this.#place);
    return `say${before ? 'Before' : 'Last'}${parent ? 'In' : 'Top'}`;
  }

  #show(): void {
    const { at, depth } = this.#place;
    this.#mark.className = `landing depth-${depth}`;
    const below = this.#move.others[at]?.item ?? null;
    // What is moved still stands among the lines, and the mark beside it says where it would go.
    this.#tree.insertBefore(this.#mark, below);
  }
}

class Arranging {
  readonly #tree: HTMLElement;
  #lift: Lift | null = null;
  #from = { x: 0, y: 0 };

  constructor(tree: HTMLElement) {
    this.#tree = tree;
  }

  open(): void {
    for (const handle of this.#tree.querySelectorAll<HTMLElement>('[data-handle]')) {
      handle.hidden = false;
      handle.addEventListener('pointerdown', (event) => this.#grasp(handle, event));
      handle.addEventListener('pointermove', (event) => this.#drag(handle, event));
      handle.addEventListener('pointerup', (event) => this.#release(handle, event));
      handle.addEventListener('pointercancel', () => this.#leave());
      handle.addEventListener('keydown', (event) => this.#press(handle, event));
      handle.addEventListener('blur', () => this.#leave());
    }
  }

  #begin(handle: HTMLElement): void {
    this.#leave();
    const id = handle.closest<HTMLElement>('[data-line]')?.dataset['line'] ?? '';
    const found = lifted(linesOf(this.#tree), id, Number(this.#tree.dataset['levels']));
    if (!found) return;
    this.#lift = new Lift(this.#tree, found);
    handle.setAttribute('aria-pressed', 'true');
  }

  #grasp(handle: HTMLElement, { pointerId, clientX, clientY, button }: PointerEvent): void {
    if (button !== 0) return;
    handle.setPointerCapture(pointerId);
    this.#from = { x: clientX, y: clientY };
    this.#begin(handle);
  }

  #drag(handle: HTMLElement, { pointerId, clientX, clientY }: PointerEvent): void {
    if (!this.#lift || !handle.hasPointerCapture(pointerId)) return;
    const depth = this.#lift.depthAt(clientX - this.#from.x);
    this.#lift.to({ at: this.#lift.lineAt(clientY), depth });
  }

  #release(handle: HTMLElement, { pointerId }: PointerEvent): void {
    if (!handle.hasPointerCapture(pointerId)) return;
    handle.releasePointerCapture(pointerId);
    this.#land();
  }

  #press(handle: HTMLElement, event: KeyboardEvent): void {
    const lift = this.#lift;
    const isTurn = event.key === 'Enter' || event.key === ' ';
    if (!lift && !isTurn) return;
    if (!lift) {
      this.#begin(handle);
      this.#lift?.say('sayLifted');
    } else if (isTurn) this.#land();
    else if (event.key === 'Escape') this.#leave();
    else {
      const forward = isRightToLeft(this.#tree) ? -1 : 1;
      const steps: Record<string, [number, number]> = {
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
        ArrowRight: [0, forward],
        ArrowLeft: [0, -forward],
      };
      const step = steps[event.key];
      if (!step) return;
      const { at, depth } = lift.place;
      lift.to({ at: at + step[0], depth: depth + step[1] });
    }
    event.preventDefault();
  }

  #leave(): void {
    if (!this.#lift) return;
    if (this.#lift.isMoved) this.#lift.say('sayLeft');
    this.#end();
  }

  #end(): void {
    this.#lift?.end();
    this.#lift = null;
    for (const handle of this.#tree.querySelectorAll('[data-handle]'))
      handle.setAttribute('aria-pressed', 'false');
  }

  #land(): void {
    const lift = this.#lift;
    const form = document.querySelector<HTMLFormElement>('[data-tree-form]');
    if (!lift || !form) return;
    const { isMoved } = lift;
    const fields = lift.fields();
    this.#end();
    if (!isMoved) return;
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    form.requestSubmit();
  }
}

export function arrange(tree: HTMLElement): void {
  new Arranging(tree).open();
}
