import type { Request, Response } from 'express';

/** Proxies close what says nothing for a minute. */
const breathMs = 25_000;

/** An answer that goes on: one event after another, until either side ends it. */
export interface EventStream {
  send(data: object): void;
  end(): void;
}

/**
 * Begins a stream of server-sent events (HTML, section 9.2).
 *
 * @param lifeMs after which it ends by itself; whoever still wants it asks anew, and is looked at anew
 * @param onEnd called once, whoever ended it
 */
export function openEventStream(
  req: Request,
  res: Response,
  { lifeMs, onEnd }: { lifeMs: number; onEnd: () => void },
): EventStream {
  res.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Some proxies hold an answer back until it is whole.
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  const breath = setInterval(() => res.write(':\n\n'), breathMs).unref();
  const life = setTimeout(() => res.end(), lifeMs).unref();
  req.socket.setKeepAlive(true);
  res.once('close', () => {
    clearInterval(breath);
    clearTimeout(life);
    onEnd();
  });
  return {
    send: (data) => res.write(`data: ${JSON.stringify(data)}\n\n`),
    end: () => res.end(),
  };
}
