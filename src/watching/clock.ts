const two = (part: number) => String(part).padStart(2, '0');

/** A moment of a recording as people say it: `12:34`, or `1:02:03` after an hour. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A part of a regular expression that reads a moment: hours where there are any, minutes, seconds. */
export const clockPattern = String.raw`(?:(\d{1,3}):)?(\d{1,3}):(\d{2})`;

/** What a moment that was read comes to. @returns null where its minutes or seconds are none of a clock */
export function secondsOf(
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
): number | null {
  const [hour, minute, second] = [hours, minutes, seconds].map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return null;
  const isClock = second < 60 && (hours === undefined || minute < 60);
  return isClock ? hour * 3600 + minute * 60 + second : null;
}

const typed = new RegExp(String.raw`^\s*${clockPattern}\s*$`);

/** The moment that somebody typed. @returns null where it is none */
export function secondsOfClock(words: string): number | null {
  const [, hours, minutes, seconds] = typed.exec(words) ?? [];
  return minutes === undefined ? null : secondsOf(hours, minutes, seconds);
}
