/** What is told of a subject: how it stands now. */
export type Look<State> = (
  organizationId: string,
  subjects: readonly string[],
) => Promise<Map<string, State>>;

interface Listener<State> {
  subject: string;
  tell: (state: State) => void;
  end: () => void;
}

/** Who listens to what; one question a beat for each organization, however many listen. */
export interface Hub<State> {
  /** Tells of a subject's state from the next beat on, until what this returns is called. */
  listen(organizationId: string, listener: Listener<State>): () => void;
  /** How many listen now. */
  readonly size: number;
}

/**
 * @param look asked about everything that somebody listens to; a beat that cannot be answered is left out
 * @param isOver whether everybody is to be sent away, because the process is about to end
 */
export function createHub<State>({
  look,
  beatMs,
  isOver,
}: {
  look: Look<State>;
  beatMs: number;
  isOver: () => boolean;
}): Hub<State> {
  const listening = new Map<string, Set<Listener<State>>>();
  let timer: NodeJS.Timeout | undefined;

  async function beat(organizationId: string, listeners: Set<Listener<State>>): Promise<void> {
    const subjects = [...new Set([...listeners].map(({ subject }) => subject))];
    const states = await look(organizationId, subjects).catch(() => new Map<string, State>());
    for (const { subject, tell } of listeners) {
      const state = states.get(subject);
      if (state !== undefined) tell(state);
    }
  }

  function sendAway(): void {
    for (const listeners of listening.values()) for (const { end } of listeners) end();
  }

  async function beatAll(): Promise<void> {
    if (isOver()) return sendAway();
    await Promise.all([...listening].map(([id, listeners]) => beat(id, listeners)));
    timer = undefined;
    if (listening.size > 0) wait();
  }

  function wait(): void {
    timer ??= setTimeout(() => void beatAll(), beatMs).unref();
  }

  return {
    listen: (organizationId, listener) => {
      const listeners = listening.get(organizationId) ?? new Set();
      listeners.add(listener);
      listening.set(organizationId, listeners);
      wait();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) listening.delete(organizationId);
      };
    },
    get size() {
      return [...listening.values()].reduce((sum, { size }) => sum + size, 0);
    },
  };
}
