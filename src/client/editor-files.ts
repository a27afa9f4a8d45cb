/**
 * Pictures and files that are pasted, dropped or chosen come into the text (`data-giving` says where they are
 * sent). Words hold their place until they are here; a form that is sent meanwhile waits for them.
 */
import { hidden } from './draft-form.ts';
import { giveFile, NotGiven, type Given } from './give-file.ts';
import { giveLarge, isLarge } from './give-large.ts';
import { onContent } from './on-content.ts';

interface Desk {
  form: HTMLFormElement;
  area: HTMLTextAreaElement;
  place: HTMLElement;
  lines: HTMLElement;
  state: HTMLElement;
  arriving: number;
  hasFailed: boolean;
  /** Pressed while something was on its way. */
  waits: { button: HTMLElement | null } | null;
}

const say = ({ place }: Desk, name: string) => place.dataset[name] ?? '';
const tellDraft = (area: HTMLTextAreaElement) =>
  area.dispatchEvent(new Event('input', { bubbles: true }));

/** Changes a part of the text that may have moved, without moving the caret. */
function replace(area: HTMLTextAreaElement, from: string, to: string): void {
  const at = area.value.indexOf(from);
  if (at === -1) return;
  area.setRangeText(to, at, at + from.length, 'preserve');
  tellDraft(area);
}

/** On lines of their own, so that neither words nor another picture run into it. */
function insert(area: HTMLTextAreaElement, words: string): void {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const before = start > 0 && value[start - 1] !== '\n' ? '\n' : '';
  area.setRangeText(`${before}${words}\n`, start, end, 'end');
  tellDraft(area);
}

function lineFor({ lines }: Desk, name: string): HTMLElement {
  const line = document.createElement('li');
  const label = document.createElement('span');
  label.dir = 'auto';
  label.textContent = name;
  line.append(label);
  lines.append(line);
  return line;
}

const signs = /[\\[\]*_`<>$~:&|!]/g;

/** Asks what a picture shows, and writes it where readers who do not see it will find it. */
function askToDescribe(desk: Desk, line: HTMLElement, markdown: string): void {
  const path = /\]\(([^)]+)\)$/.exec(markdown)?.[1] ?? '';
  const label = document.createElement('label');
  const words = document.createElement('input');
  words.type = 'text';
  // Not a field of the form: what is typed stands in the text.
  words.maxLength = 300;
  label.append(say(desk, 'describe'), words);
  let present = markdown;
  words.addEventListener('input', (event) => {
    event.stopPropagation();
    const described = `![${words.value.replaceAll(/\s+/g, ' ').replaceAll(signs, '\\$&')}](${path})`;
    replace(desk.area, present, described);
    present = described;
  });
  words.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  line.append(label);
}

function noteGiven(desk: Desk, line: HTMLElement, { markdown, isPicture }: Given): void {
  if (isPicture) askToDescribe(desk, line, markdown);
  else line.append(say(desk, 'here'));
}

function noteFailed(desk: Desk, line: HTMLElement, error: unknown): void {
  desk.hasFailed = true;
  const status = error instanceof NotGiven ? error.status : 0;
  const told = error instanceof NotGiven ? error.message : '';
  const words = document.createElement('strong');
  words.setAttribute('role', 'alert');
  words.className = 'problem';
  words.textContent = told || say(desk, status === 401 ? 'ended' : 'failed');
  line.append(words);
}

function tell(desk: Desk, words: string): void {
  desk.state.textContent = words;
  desk.state.hidden = words === '';
}

/** Nothing is on its way any more: a form that waited for it goes now, unless something is missing in it. */
function settle(desk: Desk): void {
  if (desk.arriving > 0) return;
  tell(desk, '');
  const { waits, hasFailed } = desk;
  desk.waits = null;
  desk.hasFailed = false;
  if (waits && !hasFailed && desk.form.isConnected) desk.form.requestSubmit(waits.button);
}

/** Small files at once, large ones in parts. @returns null where their person cancelled them */
async function bring(desk: Desk, line: HTMLElement, file: File): Promise<Given | null> {
  const token = hidden(desk.form, '_token');
  if (!isLarge(desk.place, file)) {
    const progress = document.createElement('progress');
    progress.max = 1;
    progress.setAttribute('aria-label', file.name);
    line.append(progress);
    return giveFile(say(desk, 'giving'), { file, token }, (part) => {
      progress.value = part;
    }).finally(() => progress.remove());
  }
  const outcome = await giveLarge(desk.place, { file, token, line });
  if (outcome && 'status' in outcome) throw new NotGiven(outcome.status, outcome.problem);
  return outcome;
}

let number = 0;

async function take(desk: Desk, file: File): Promise<void> {
  number += 1;
  const holder = `![${say(desk, 'arriving')} ${file.name.replaceAll(signs, ' ')} (${number})]()`;
  const line = lineFor(desk, file.name);
  desk.arriving += 1;
  insert(desk.area, holder);
  const takeOut = (): void => {
    replace(desk.area, `${holder}\n`, '');
    replace(desk.area, holder, '');
  };
  try {
    const given = await bring(desk, line, file);
    if (given) {
      replace(desk.area, holder, given.markdown);
      noteGiven(desk, line, given);
    } else {
      takeOut();
      line.remove();
    }
  } catch (error) {
    takeOut();
    noteFailed(desk, line, error);
  }
  desk.arriving -= 1;
  settle(desk);
}

function takeAll(desk: Desk, files: Iterable<File>): void {
  for (const file of files) void take(desk, file);
}

const holdsFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;

function listen(desk: Desk, chooser: HTMLInputElement): void {
  const { area } = desk;
  chooser.addEventListener('change', () => {
    takeAll(desk, [...(chooser.files ?? [])]);
    // They came another way: the form does not bring them again.
    chooser.value = '';
  });
  area.addEventListener('paste', (event) => {
    const { clipboardData } = event;
    // What office programs copy is words, with a picture of them beside.
    if (!holdsFiles(clipboardData) || clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    takeAll(desk, [...(clipboardData?.files ?? [])]);
  });
  area.addEventListener('dragover', (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    area.classList.add('over');
  });
  for (const end of ['dragleave', 'drop'])
    area.addEventListener(end, () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    takeAll(desk, [...(event.dataTransfer?.files ?? [])]);
  });
}

const desks = new Map<HTMLFormElement, Desk>();

onContent((root) => {
  for (const form of desks.keys()) if (!form.isConnected) desks.delete(form);
  for (const place of root.querySelectorAll<HTMLElement>('[data-giving]')) {
    const form = place.closest('form');
    const area = place.closest('[data-editor]')?.querySelector('textarea');
    const chooser = place.querySelector<HTMLInputElement>('input[type=file]');
    const lines = place.querySelector<HTMLElement>('ul');
    const state = place.querySelector<HTMLElement>('[data-giving-state]');
    if (!form || !area || !chooser || !lines || !state || desks.has(form)) continue;
    const begun = { arriving: 0, hasFailed: false, waits: null };
    const desk: Desk = { form, area, place, lines, state, ...begun };
    desks.set(form, desk);
    listen(desk, chooser);
  }
});

document.addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = event;
    const desk = target instanceof HTMLFormElement ? desks.get(target) : undefined;
    if (!desk || desk.arriving === 0 || submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    desk.waits = { button: submitter };
    tell(desk, say(desk, 'waits'));
  },
  { capture: true },
);
