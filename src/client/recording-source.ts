/** Camera, microphone and screen, as one stream to be recorded. */
export const sources = ['camera', 'microphone', 'screen'] as const;
export type Source = (typeof sources)[number];

export interface Opened {
  stream: MediaStream;
  close: () => void;
}

/** The devices that were chosen; the usual ones where none was. */
export type Devices = Partial<Record<'videoinput' | 'audioinput', string>>;

const chosen = (deviceId: string | undefined) =>
  deviceId ? { deviceId: { exact: deviceId } } : {};
const sound = ({ audioinput }: Devices) => ({
  echoCancellation: true,
  noiseSuppression: true,
  ...chosen(audioinput),
});
const picture = ({ videoinput }: Devices) => ({
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  ...chosen(videoinput),
});

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What the screen plays and what its person says, in one track. */
async function openScreen(devices: Devices): Promise<Opened> {
  const screen = await navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { ideal: 15 } },
    audio: true,
  });
  // Whoever refuses the microphone still has something to show.
  const voice = await navigator.mediaDevices
    .getUserMedia({ audio: sound(devices) })
    .catch(() => null);
  const sounds = [screen, voice].filter((one) => one !== null && one.getAudioTracks().length > 0);
  const mixing = new AudioContext();
  const mixed = mixing.createMediaStreamDestination();
  for (const one of sounds) if (one) mixing.createMediaStreamSource(one).connect(mixed);
  const tracks = sounds.length > 0 ? mixed.stream.getAudioTracks() : [];
  return {
    stream: new MediaStream([...screen.getVideoTracks(), ...tracks]),
    close: () => {
      end(screen);
      if (voice) end(voice);
      void mixing.close();
    },
  };
}

/** @throws DOMException as the browser says why not */
export async function openSource(source: Source, devices: Devices): Promise<Opened> {
  if (source === 'screen') return openScreen(devices);
  const video = source === 'camera' && picture(devices);
  const stream = await navigator.mediaDevices.getUserMedia({ audio: sound(devices), video });
  return { stream, close: () => end(stream) };
}

/** Whether this browser can do so at all. */
export function isAble(source: Source): boolean {
  const { mediaDevices } = navigator;
  if (!mediaDevices || typeof MediaRecorder === 'undefined') return false;
  return source !== 'screen' || 'getDisplayMedia' in mediaDevices;
}
