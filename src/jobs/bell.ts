import { setTimeout as pause } from 'node:timers/promises';

/** Wakes those who wait for something to do. */
export interface Bell {
  ring(): void;
  /** Waits for so long, or until it rings; at once where it rang since somebody last waited. */
  wait(limitMs: number): Promise<void>;
}

export function createBell(): Bell {
  let hasRung = false;
  let waking = new AbortController();
  return {
    ring: () => {
      hasRung = true;
      waking.abort();
    },
    wait: async (limitMs) => {
      if (!hasRung) await pause(limitMs, undefined, { signal: waking.signal }).catch(() => {});
      if (!hasRung) return;
      hasRung = false;
      waking = new AbortController();
    },
  };
}
