import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Handler = (asked: Asked, response: ServerResponse) => unknown;

export interface Host {
  port: number;
  origin: string;
  /** How many connections were ever made. */
  connections: () => number;
  /** Every request, in order. */
  asked: Asked[];
  close: () => void;
}

/** A web server on this machine that answers as told. */
export async function startHost(handler: Handler): Promise<Host> {
  let connections = 0;
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const received = await read(request);
    asked.push(received);
    await handler(received, response);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port, origin: `http://127.0.0.1:${port}`, connections: () => connections, asked, close };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** Answers with each in turn, and with the last for ever after. */
export function inTurn(...handlers: Handler[]): Handler {
  let turn = 0;
  return (...exchange) => {
    const handler = handlers[Math.min(turn, handlers.length - 1)];
    turn += 1;
    return handler?.(...exchange);
  };
}
