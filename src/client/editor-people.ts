/**
 * Offers members of the community while a name is typed after `@` (`data-people` says where they are found).
 * Arrows choose, Enter takes, Escape leaves; what is typed stays the text's until then.
 */
import { caretPlace } from './caret-place.ts';
import { carriedHeaders } from './carry-session.ts';
import { changeText } from './change-text.ts';
import { onContent } from './on-content.ts';

interface Person {
  name: string;
  markdown: string;
}

interface Offer {
  area: HTMLTextAreaElement;
  list: HTMLElement;
  /** Where the sign stands, and what is typed behind it; null where no name is being typed. */
  typed: { at: number; name: string } | null;
  people: Person[];
  active: number;
  timer: number;
  asking: AbortController | null;
  /** What was left by Escape, until something else is typed. */
  left: string | null;
}

const pauseMs = 200;

// A sign within a word is an address; a name may have a few words.
const begun =
  /(?<![\p{L}\p{N}._@\]])@(\p{L}[\p{L}\p{M}\p{N}'’.-]*(?: [\p{L}\p{M}\p{N}'’.-]+){0,3} ?)$/u;

function typedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Offer['typed'] {
  if (selectionStart !== selectionEnd) return null;
  const [whole, name = ''] = begun.exec(value.slice(0, selectionStart).slice(-80)) ?? [];
  if (whole === undefined || name.trim().length < 2) return null;
  return { at: selectionStart - whole.length, name };
}

function arePeople(value: unknown): value is { people: Person[] } {
  return typeof value === 'object' && value !== null && 'people' in value;
}

function close(offer: Offer): void {
  const { area, list } = offer;
  window.clearTimeout(offer.timer);
  offer.asking?.abort();
  offer.people = [];
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute('aria-activedescendant');
  area.removeAttribute('aria-controls');
}

function activate(offer: Offer, active: number): void {
  const { area, list, people } = offer;
  offer.active = (active + people.length) % people.length;
  for (const [index, option] of [...list.children].entries()) {
    option.setAttribute('aria-selected', String(index === offer.active));
    if (index !== offer.active) continue;
    area.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }
}

function place({ area, list }: Offer, at: number): void {
  const { left, below } = caretPlace(area, at);
  const most = area.offsetWidth - list.offsetWidth;
  list.style.left = `${area.offsetLeft + Math.max(0, Math.min(left, most))}px`;
  list.style.top = `${area.offsetTop + Math.min(below, area.offsetHeight)}px`;
}

function announce({ list, people }: Offer): void {
  const announcements = document.querySelector('[data-announcements]');
  const number = new Intl.NumberFormat(document.documentElement.lang).format(people.length);
  if (announcements) announcements.textContent = (list.dataset['found'] ?? '').replace('#', number);
}

function optionFor({ list }: Offer, { name }: Person, index: number): HTMLElement {
  const option = document.createElement('li');
  option.id = `${list.id}-${index}`;
  option.setAttribute('role', 'option');
  option.dir = 'auto';
  option.textContent = name;
  return option;
}

function show(offer: Offer, people: Person[]): void {
  const { area, list, typed } = offer;
  if (people.length === 0 || !typed || document.activeElement !== area) return close(offer);
  const isNew = list.hidden;
  offer.people = people;
  list.replaceChildren(...people.map((person, index) => optionFor(offer, person, index)));
  list.hidden = false;
  area.setAttribute('aria-controls', list.id);
  place(offer, typed.at);
  activate(offer, 0);
  if (isNew) announce(offer);
}

async function ask(offer: Offer, name: string): Promise<void> {
  offer.asking?.abort();
  offer.asking = new AbortController();
  const { signal } = offer.asking;
  const address = `${offer.area.dataset['people']}?${new URLSearchParams({ name }).toString()}`;
  try {
    const answer = await fetch(address, { headers: carriedHeaders(), signal });
    const found: unknown = answer.ok ? await answer.json() : null;
    if (!signal.aborted) show(offer, arePeople(found) ? found.people : []);
  } catch {
    // Names can be written without being offered.
    if (!signal.aborted) close(offer);
  }
}

function look(offer: Offer): void {
  const typed = typedIn(offer.area);
  offer.typed = typed;
  if (!typed || typed.name === offer.left) return close(offer);
  offer.left = null;
  window.clearTimeout(offer.timer);
  offer.timer = window.setTimeout(() => void ask(offer, typed.name.trim()), pauseMs);
}

function take(offer: Offer, person: Person | undefined): void {
  const { area, typed } = offer;
  if (!person || !typed) return;
  const words = `${person.markdown} `;
  const { at: from } = typed;
  const to = from + 1 + typed.name.length;
  close(offer);
  changeText(area, { from, to, words, start: from + words.length, end: from + words.length });
}

const deeds: Record<string, (offer: Offer) => void> = {
  ArrowDown: (offer) => activate(offer, offer.active + 1),
  ArrowUp: (offer) => activate(offer, offer.active - 1),
  Enter: (offer) => take(offer, offer.people[offer.active]),
  Escape: (offer) => {
    offer.left = offer.typed?.name ?? null;
    close(offer);
  },
};

function listen(offer: Offer): void {
  const { area, list } = offer;
  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-haspopup', 'listbox');
  // Before the editor's own keys.
  area.addEventListener(
    'keydown',
    (event) => {
      const deed = deeds[event.key];
      const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
      if (list.hidden || !deed || !isOurs) return;
      event.preventDefault();
      event.stopPropagation();
      deed(offer);
    },
    { capture: true },
  );
  area.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) look(offer);
  });
  area.addEventListener('compositionend', () => look(offer));
  area.addEventListener('blur', () => close(offer));
  for (const moved of ['keyup', 'click'])
    area.addEventListener(moved, () => {
      if (!list.hidden && typedIn(area)?.at !== offer.typed?.at) close(offer);
    });
  // The text keeps the focus.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const option = target instanceof Element && target.closest('[role=option]');
    if (option) take(offer, offer.people[[...list.children].indexOf(option)]);
  });
}

const known = new WeakSet<Element>();

onContent((root) => {
  for (const area of root.querySelectorAll<HTMLTextAreaElement>('textarea[data-people]')) {
    const list = area.closest('[data-editor]')?.querySelector<HTMLElement>('[role=listbox]');
    if (!list || known.has(area)) continue;
    known.add(area);
    const begin = { typed: null, people: [], active: 0, timer: 0, asking: null, left: null };
    listen({ area, list, ...begin });
  }
});
