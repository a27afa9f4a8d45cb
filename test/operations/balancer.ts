import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setInterval } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

const askEveryMs = 100;

/** As plain as a balancer can be: in turn, to whoever is ready, and never a second try. */
export interface Balancer {
  url: string;
  /** How many requests each port was given. */
  served: ReadonlyMap<number, number>;
  isReady(port: number): boolean;
  close(): Promise<void>;
}

async function answersReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

export async function openBalancer(ports: readonly number[]): Promise<Balancer> {
  const ready = new Set<number>();
  const served = new Map<number, number>();
  const agent = new Agent({ keepAlive: true });
  const closing = new AbortController();
  let turn = 0;

  async function watch(): Promise<void> {
    for await (const _ of setInterval(askEveryMs, null, { signal: closing.signal })) {
      for (const port of ports) {
        if (await answersReady(port)) ready.add(port);
        else ready.delete(port);
      }
    }
  }

  function forward(from: IncomingMessage, to: ServerResponse): void {
    const choices = [...ready];
    const port = choices[(turn += 1) % Math.max(1, choices.length)];
    if (port === undefined) {
      to.writeHead(503).end('Nobody is ready');
      return;
    }
    served.set(port, (served.get(port) ?? 0) + 1);
    const { method, url, headers } = from;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers, agent });
    onward.on('response', (answer) => {
      const { connection: _, ...kept } = answer.headers;
      to.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(to);
    });
    onward.on('error', (cause) =>
      to.headersSent ? to.destroy() : to.writeHead(502).end(String(cause)),
    );
    // Whoever hangs up is not waited for behind it either.
    from.on('close', () => from.complete || onward.destroy());
    from.pipe(onward);
  }

  const port = await freePort();
  const server = createServer(forward);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const watching = watch().catch(() => {});
  return {
    url: `http://localhost:${port}`,
    served,
    isReady: (asked) => ready.has(asked),
    close: async () => {
      closing.abort();
      await watching;
      agent.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
