/** Tells the server every few seconds how far its person is, and once more when they stop or leave. */
import type { MediaPlayer } from './media-player.ts';
import type { Send } from './watching.ts';

const everyMs = 10_000;

export function keepPlace(player: MediaPlayer, send: Send): void {
  const { media, place } = player;
  const { playerPlace: path, playerToken: token = '' } = place.dataset;
  if (!path) return;
  let sent = '';
  let sentAt = 0;
  const tell = (outlivesPage: boolean) => {
    const fields = new URLSearchParams({
      _token: token,
      seconds: String(Math.floor(player.at)),
      of: player.length === null ? '' : String(Math.floor(player.length)),
      speed: player.speedPercent,
      captions: player.captions,
    });
    // Whoever only looked in keeps the place they had.
    if (media.played.length === 0 || sent === fields.toString()) return;
    sent = fields.toString();
    sentAt = Date.now();
    // What could not be told now is told with the next.
    send(path, fields, { outlivesPage }).catch(() => (sent = ''));
  };
  media.addEventListener('timeupdate', () => {
    if (!media.paused && Date.now() - sentAt >= everyMs) tell(false);
  });
  for (const stop of ['pause', 'ended']) media.addEventListener(stop, () => tell(true));
  const leave = () => {
    if (media.isConnected) tell(true);
  };
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
  });
}
