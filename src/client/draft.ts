/**
 * Saves a form while it is being written (`_draft` names what for), and sends it only once its words are
 * known to be kept: whatever becomes of connection, session or frame, they are there.
 */
import { asDraft, fieldsOf, hidden, putBack } from './draft-form.ts';
import { forget, recall, remember } from './draft-memory.ts';
import { onContent } from './on-content.ts';
import { send } from './send.ts';
import { noteSaved, noteUnsaved } from './unsaved.ts';

const pauseMs = 1000;
/** One person may not write to the server too often. */
const betweenMs = 4000;
const againMs = 10_000;

type Trouble = 'offline' | 'ended' | 'other' | 'long' | 'huge' | 'failing';
const troubles: Record<number, Trouble> = { 401: 'ended', 409: 'other', 413: 'huge', 422: 'long' };

async function outcomeOf(answer: Promise<Response>): Promise<Trouble | null> {
  try {
    const { ok, status } = await answer;
    return ok ? null : (troubles[status] ?? 'failing');
  } catch {
    return 'offline';
  }
}

class Draft {
  readonly #form: HTMLFormElement;
  readonly #target: string;
  readonly #state: HTMLElement;
  readonly #trouble: HTMLElement;
  #number = 0;
  #saved: string;
  #savedAt = 0;
  #timer = 0;
  #saving: Promise<Trouble | null> = Promise.resolve(null);
  #isSending = false;
  #isPassing = false;

  constructor(form: HTMLFormElement, state: HTMLElement, trouble: HTMLElement) {
    this.#form = form;
    this.#target = hidden(form, '_draft');
    this.#state = state;
    this.#trouble = trouble;
    this.#saved = this.#written();
  }

  #written(): string {
    return JSON.stringify(fieldsOf(this.#form));
  }

  /** What an earlier page could not save. */
  restore(): void {
    const kept = recall(this.#target, hidden(this.#form, '_token'));
    if (kept) putBack(this.#form, kept);
    this.note();
  }

  /** Something was written. */
  note(): void {
    if (this.#written() === this.#saved) return;
    const owner = hidden(this.#form, '_token');
    remember(this.#target, { owner, fields: fieldsOf(this.#form) });
    noteUnsaved(this.#form, this.#trouble.dataset['unsaved'] ?? '');
    this.#state.textContent = '';
    this.#later(Math.max(pauseMs, this.#savedAt + betweenMs - Date.now()));
  }

  #later(ms: number): void {
    if (this.#timer) return;
    this.#timer = window.setTimeout(() => void this.save(), ms);
  }

  /** Saves after whatever is being saved. @returns what stood in the way */
  save(outlivesPage = false): Promise<Trouble | null> {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const now = () => this.#saveNow(outlivesPage);
    this.#saving = outlivesPage ? now() : this.#saving.then(now);
    return this.#saving;
  }

  async #saveNow(outlivesPage: boolean): Promise<Trouble | null> {
    const written = this.#written();
    this.#savedAt = Date.now();
    // By the clock: a form that comes back with what is wrong with it goes on from the page before, which is gone.
    this.#number = Math.max(this.#number + 1, this.#savedAt);
    const answer = send('/drafts', asDraft(this.#form, this.#number), { outlivesPage });
    const trouble = await outcomeOf(answer);
    if (trouble === null) this.#noteSaved(written);
    else this.#later(againMs);
    this.#tell(trouble);
    return trouble;
  }

  #noteSaved(written: string): void {
    this.#saved = written;
    if (this.#written() !== written) return this.note();
    forget(this.#target);
    noteSaved(this.#form);
    this.#state.textContent = this.#state.dataset['saved'] ?? '';
  }

  #tell(trouble: Trouble | null): void {
    const words = trouble === null ? '' : (this.#trouble.dataset[trouble] ?? '');
    // Said once: a screen reader would say the same again.
    if (this.#trouble.textContent !== words) this.#trouble.textContent = words;
    this.#trouble.hidden = trouble === null;
  }

  /** Before the page goes, however suddenly. */
  leave(): void {
    if (this.#form.isConnected && this.#written() !== this.#saved) void this.save(true);
  }

  tryAgain(): void {
    if (this.#form.isConnected && !this.#trouble.hidden) void this.save();
  }

  /** Whether the form may go now; if not, it goes by itself as soon as its words are kept. */
  letsGo(button: HTMLElement | null): boolean {
    if (this.#isPassing) return true;
    if (!this.#isSending) void this.#sendOnceSaved(button);
    return false;
  }

  async #sendOnceSaved(button: HTMLElement | null): Promise<void> {
    this.#isSending = true;
    const trouble = await this.save();
    this.#isSending = false;
    // What is too long is for the form's own page to say; what is more than any form can send stays here.
    if (trouble !== null && trouble !== 'long') return;
    noteSaved(this.#form);
    this.#isPassing = true;
    this.#form.requestSubmit(button);
    this.#isPassing = false;
  }
}

const drafts = new Map<HTMLFormElement, Draft>();

onContent((root) => {
  for (const form of drafts.keys()) if (!form.isConnected) drafts.delete(form);
  for (const place of root.querySelectorAll('input[name=_draft]')) {
    const form = place.closest('form');
    const state = form?.querySelector<HTMLElement>('[data-draft-state]');
    const trouble = form?.querySelector<HTMLElement>('[data-draft-trouble]');
    if (!form || !state || !trouble || drafts.has(form)) continue;
    const draft = new Draft(form, state, trouble);
    drafts.set(form, draft);
    form.addEventListener('input', () => draft.note());
    draft.restore();
  }
});

function draftOf(target: EventTarget | null): Draft | undefined {
  return target instanceof HTMLFormElement ? drafts.get(target) : undefined;
}

// Before htmx hears of it, where links and forms go through it.
document.addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = event;
    if (submitter?.hasAttribute('formaction')) return;
    if (draftOf(target)?.letsGo(submitter) ?? true) return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

const leaveAll = (): void => drafts.forEach((draft) => draft.leave());
window.addEventListener('pagehide', leaveAll);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') leaveAll();
});
window.addEventListener('online', () => drafts.forEach((draft) => draft.tryAgain()));
