import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** The file that every scanner knows and that does no harm, in two halves so that this one holds none. */
export const eicar = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR',
  '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('');

/** A scanner that finds one thing, by the protocol of clamd(8). */
export interface Scanner {
  port: number;
  /** How many bytes of a file it reads. */
  mostBytes: number;
  close(): Promise<void>;
}

/** The content in a sent `INSTREAM`, once it is whole; null before. */
function contentIn(sent: Buffer): { content: Buffer; isWhole: boolean } {
  const pieces = [];
  let at = 'zINSTREAM\0'.length;
  while (at + 4 <= sent.length) {
    const length = sent.readUInt32BE(at);
    if (length === 0) return { content: Buffer.concat(pieces), isWhole: true };
    pieces.push(sent.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { content: Buffer.concat(pieces), isWhole: false };
}

/** @param port any that is free, if none is named */
export async function openScanner(port = 0): Promise<Scanner> {
  const open = new Set<Socket>();
  const scanner = { mostBytes: 1_000_000 };
  const look = (socket: Socket, sent: Buffer) => {
    if (sent.toString('latin1') === 'zPING\0') return socket.end('PONG\0');
    if (!sent.toString('latin1').startsWith('zINSTREAM\0')) return undefined;
    const { content, isWhole } = contentIn(sent);
    if (content.length > scanner.mostBytes)
      return socket.end('INSTREAM size limit exceeded. ERROR\0', () => socket.destroy());
    if (!isWhole) return undefined;
    return socket.end(content.includes(eicar) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
  };
  const server = createServer((socket) => {
    let sent = Buffer.alloc(0);
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    socket.on('data', (piece) => {
      sent = Buffer.concat([sent, piece]);
      if (socket.writable) look(socket, sent);
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return Object.assign(scanner, {
    port: address.port,
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  });
}
