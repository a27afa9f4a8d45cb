import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a port of this machine that can be cut and mended. */
export interface Line {
  port: number;
  /** From now on nothing goes through, and what was under way breaks off. */
  cut(): void;
  mend(): void;
  /** Cuts, once or several times, whenever so many bytes more have gone in, and mends at once. */
  cutAfter(bytes: number, times?: number): void;
  /** How often it was cut so. */
  cuts(): number;
  close(): Promise<void>;
}

export async function openLine(to: number): Promise<Line> {
  const open = new Set<Socket>();
  let isCut = false;
  let left = Number.POSITIVE_INFINITY;
  let every = left;
  let timesLeft = 0;
  let cuts = 0;
  const breakOff = () => {
    for (const socket of open) socket.destroy();
  };
  const note = (chunk: Buffer) => {
    left -= chunk.length;
    if (left > 0) return;
    timesLeft -= 1;
    cuts += 1;
    left = timesLeft > 0 ? every : Number.POSITIVE_INFINITY;
    breakOff();
  };
  const pass = (near: Socket, far: Socket) => {
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', note).pipe(far).pipe(near);
  };
  const server = createServer((near) => {
    if (isCut) near.destroy();
    else pass(near, connect(to, '127.0.0.1'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    port: address.port,
    cut: () => {
      isCut = true;
      breakOff();
    },
    mend: () => {
      isCut = false;
    },
    cutAfter: (bytes, times = 1) => {
      left = every = bytes;
      timesLeft = times;
    },
    cuts: () => cuts,
    close: async () => {
      breakOff();
      server.close();
      await once(server, 'close');
    },
  };
}
