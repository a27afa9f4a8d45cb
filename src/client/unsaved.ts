/** Has browser and host ask before a page goes whose words are not saved yet. */
import { tellHost } from './host.ts';

const unsaved = new Set<HTMLFormElement>();

const isWaiting = () => [...unsaved].some((form) => form.isConnected);

/** @param message for a host that asks in words of ours */
export function noteUnsaved(form: HTMLFormElement, message: string): void {
  if (unsaved.has(form)) return;
  unsaved.add(form);
  // Canvas; others do not know the message.
  tellHost({ subject: 'lti.setUnloadMessage', message });
}

export function noteSaved(form: HTMLFormElement): void {
  unsaved.delete(form);
  if (!isWaiting()) tellHost({ subject: 'lti.removeUnloadMessage' });
}

window.addEventListener('beforeunload', (event) => {
  if (isWaiting()) event.preventDefault();
});
