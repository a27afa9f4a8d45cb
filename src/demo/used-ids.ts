/** Ids that may be used once: nonces of messages, ids of assertions and registration tokens. */
export interface UsedIds {
  /** True the first time; false for every time after, until the moment it expires by itself. */
  spend(id: string, expiresAtSeconds: number): boolean;
}

/** Remembers in memory: whoever presents an id outlives a restart only as long as its `exp`. */
export function rememberUsedIds(): UsedIds {
  const used = new Map<string, number>();
  return {
    spend(id, expiresAtSeconds) {
      const now = Date.now() / 1000;
      for (const [known, expires] of used) if (expires < now) used.delete(known);
      if (used.has(id)) return false;
      used.set(id, expiresAtSeconds + leewaySeconds);
      return true;
    },
  };
}

/** At least the clock difference that verifying tolerates. */
const leewaySeconds = 120;
