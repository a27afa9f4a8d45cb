import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';

/** What stands before Guildhall in production: it compresses. */
export interface Proxy {
  url: string;
  /** Whom everybody who comes by it is, from now on. */
  cookie: string;
  close(): Promise<void>;
}

/** As proxies do unless told otherwise. */
const level = 6;
const compressed = /^(?:text\/(?:html|css|javascript)|application\/javascript|image\/svg\+xml)/;

function answerWith(answer: IncomingMessage, res: ServerResponse): void {
  const { 'content-length': _, ...headers } = answer.headers;
  const status = answer.statusCode ?? 502;
  if (compressed.test(headers['content-type'] ?? '')) {
    res.writeHead(status, { ...headers, 'content-encoding': 'gzip' });
    answer.pipe(createGzip({ level })).pipe(res);
    return;
  }
  res.writeHead(status, answer.headers);
  answer.pipe(res);
}

/** A proxy before this server, for a browser that brings no cookies of its own. */
export async function startProxy(target: string): Promise<Proxy> {
  let cookie = '';
  const server = createServer((req, res) => {
    const { method, headers, url = '/' } = req;
    const onward = request(new URL(url, target), { method, headers: { ...headers, cookie } });
    onward.on('response', (answer) => answerWith(answer, res));
    onward.on('error', () => res.destroy());
    res.on('close', () => onward.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    get cookie() {
      return cookie;
    },
    set cookie(given) {
      cookie = given;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
