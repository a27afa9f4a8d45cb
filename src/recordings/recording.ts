/** What can be recorded. */
export const sources = ['camera', 'microphone', 'screen'] as const;

/** Longer ones are for no one sitting. */
export const mostMinutes = 60;

/** As clocks show it: `2:14`, `1:02:14`. */
export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
