import { request } from 'node:http';
import { listenAnywhere, type Listening } from './listen.ts';

/**
 * A way to this machine's servers on which every cookie is lost, while the pages may still keep things
 * in their web storage: what an older Safari makes of a frame. For a browser to use as its proxy.
 */
export function openCookieDroppingProxy(): Promise<Listening> {
  return listenAnywhere(() => (req, res) => {
    const { pathname, search, port } = new URL(req.url ?? '');
    const { cookie: _, ...headers } = req.headers;
    const { method } = req;
    const onward = request(
      { host: '127.0.0.1', port, path: pathname + search, method, headers },
      (answer) => {
        const { 'set-cookie': _, ...kept } = answer.headers;
        res.writeHead(answer.statusCode ?? 502, kept);
        answer.pipe(res);
      },
    );
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
}
