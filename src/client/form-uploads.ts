/**
 * A large file that is chosen in any form (`data-upload-into` names the field that says which it became) goes
 * ahead in parts; the form that is sent meanwhile waits for it. Small ones go with the form.
 */
import { hidden } from './draft-form.ts';
import { giveLarge, isLarge } from './give-large.ts';

interface Waiting {
  arriving: number;
  button: HTMLElement | null;
  isPressed: boolean;
  note: HTMLElement;
}

const forms = new WeakMap<HTMLFormElement, Waiting>();

function addAfter<Name extends keyof HTMLElementTagNameMap>(
  place: Element,
  name: Name,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  place.after(made);
  return made;
}

function waitingOf(form: HTMLFormElement, chooser: HTMLInputElement): Waiting {
  const known = forms.get(form);
  if (known) return known;
  const note = addAfter(chooser, 'p', { class: 'notice', role: 'status' });
  note.hidden = true;
  const waiting = { arriving: 0, button: null, isPressed: false, note };
  forms.set(form, waiting);
  return waiting;
}

/** The field that says which file it is, once. */
function setField(form: HTMLFormElement, name: string, value: string): void {
  let field = form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`);
  field ??= form.appendChild(
    Object.assign(document.createElement('input'), { type: 'hidden', name }),
  );
  field.value = value;
}

function showProblem(line: HTMLElement, words: string): void {
  const told = document.createElement('strong');
  told.className = 'problem';
  told.setAttribute('role', 'alert');
  told.textContent = words;
  line.append(told);
}

async function take(form: HTMLFormElement, chooser: HTMLInputElement, file: File): Promise<void> {
  const waiting = waitingOf(form, chooser);
  const line = document.createElement('li');
  const label = document.createElement('span');
  label.dir = 'auto';
  label.textContent = file.name;
  line.append(label);
  addAfter(chooser, 'ul', { class: 'files' }).append(line);
  const { dataset: words, required } = chooser;
  // It comes another way: the form does not bring it again.
  chooser.value = '';
  chooser.required = false;
  waiting.arriving += 1;
  const outcome = await giveLarge(chooser, { file, token: hidden(form, '_token'), line }).catch(
    () => ({ status: 0, problem: '' }),
  );
  waiting.arriving -= 1;
  if (outcome && 'id' in outcome) {
    setField(form, words['uploadInto'] ?? '', outcome.id);
    line.append(words['uploadHere'] ?? '');
  } else {
    chooser.required = required;
    waiting.isPressed = false;
    if (!outcome) line.parentElement?.remove();
    else
      showProblem(
        line,
        outcome.problem || (words[outcome.status === 401 ? 'uploadEnded' : 'uploadFailed'] ?? ''),
      );
  }
  if (waiting.arriving > 0) return;
  waiting.note.hidden = true;
  if (waiting.isPressed && form.isConnected) form.requestSubmit(waiting.button);
  waiting.isPressed = false;
}

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.dataset['uploadInto'] === undefined) return;
  const [file] = target.files ?? [];
  if (file && target.form && isLarge(target, file)) void take(target.form, target, file);
});

document.addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = event;
    const waiting = target instanceof HTMLFormElement ? forms.get(target) : undefined;
    if (!waiting || waiting.arriving === 0 || submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Object.assign(waiting, { isPressed: true, button: submitter });
    const chooser = waiting.note.parentElement?.querySelector<HTMLElement>('[data-upload-into]');
    waiting.note.textContent = chooser?.dataset['uploadHolds'] ?? '';
    waiting.note.hidden = false;
  },
  { capture: true },
);
