/** What stands in a form, read and put back. */
import type { Fields } from './draft-memory.ts';

/** What its person wrote or chose, without what the page put into it. */
export function fieldsOf(form: HTMLFormElement): Fields {
  return [...new FormData(form)].flatMap(([name, value]): Fields =>
    name.startsWith('_') || typeof value !== 'string' ? [] : [[name, value]],
  );
}

/** Something that the page put into the form. */
export function hidden(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)?.value ?? '';
}

const typed = 'textarea, input[type=text], input[type=url], input[type=search]';

/** Whether nothing is typed, whatever is chosen. */
function isBlank(form: HTMLFormElement): boolean {
  const places = form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(typed);
  return [...places].every(({ value }) => value.trim() === '');
}

/** A promise that was ticked is for its person to tick again. */
const promise = 'accepted';

function putBoxesBack(form: HTMLFormElement, fields: Fields): void {
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
    if (box.name === promise) continue;
    box.checked = fields.some(([name, text]) => name === box.name && text === box.value);
  }
}

/** Puts words and choices back. */
export function putBack(form: HTMLFormElement, fields: Fields): void {
  putBoxesBack(form, fields);
  for (const [name, text] of fields) {
    const place = form.elements.namedItem(name);
    if (place instanceof HTMLInputElement && place.type === 'checkbox') continue;
    if (place !== null && 'value' in place) place.value = text;
    if (place instanceof HTMLTextAreaElement) {
      place.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}

/** All of it, as it is sent to be kept. */
export function asDraft(form: HTMLFormElement, number: number): URLSearchParams {
  const own = ['_token', '_key', '_draft'].map((name): [string, string] => [
    name,
    hidden(form, name),
  ]);
  const blank: Fields = isBlank(form) ? [['_blank', '1']] : [];
  return new URLSearchParams([...fieldsOf(form), ...own, ...blank, ['_number', String(number)]]);
}
