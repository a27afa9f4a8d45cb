import { createServer, type RequestListener } from 'node:http';

/** A server on a free port of this machine, for as long as a test needs it. */
export interface Listening {
  port: number;
  close: () => Promise<void>;
}

/** The listener may need to know the port: it is made once that is known. */
export async function listenAnywhere(
  create: (port: number) => RequestListener | Promise<RequestListener>,
): Promise<Listening> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  server.on('request', await create(address.port));
  return {
    port: address.port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
