/** The lists of cameras and microphones, shown where there is something to choose. */
import type { Face } from './recorder-face.ts';
import type { Devices, Source } from './recording-source.ts';

const kinds = ['videoinput', 'audioinput'] as const;

const isNeeded = {
  videoinput: (source: Source) => source === 'camera',
  // Another microphone would have a screen be asked for again.
  audioinput: (source: Source) => source !== 'screen',
};

/** Fills them with what there is now, and marks what `stream` comes from. */
export async function showDevices(
  face: Face,
  { source, chosen, stream }: { source: Source; chosen: Devices; stream: MediaStream },
): Promise<void> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const used = new Set(stream.getTracks().map((track) => track.getSettings().deviceId));
  for (const kind of kinds) {
    const field = face.find(`[data-devices=${kind}]`);
    const found = devices.filter((device) => device.kind === kind && device.deviceId !== '');
    if (!field) continue;
    field.hidden = !isNeeded[kind](source) || found.length < 2;
    field.querySelector('select')?.replaceChildren(
      ...found.map(({ deviceId, label }) => {
        const isChosen = (chosen[kind] ?? '') === deviceId || used.has(deviceId);
        return new Option(label, deviceId, false, isChosen);
      }),
    );
  }
}

/** What was chosen, if something was chosen in one of them. */
export function chosenIn(target: EventTarget | null): Devices | null {
  if (!(target instanceof HTMLSelectElement)) return null;
  const field = target.closest<HTMLElement>('[data-devices]');
  const kind = kinds.find((one) => one === field?.dataset['devices']);
  return kind ? { [kind]: target.value } : null;
}
