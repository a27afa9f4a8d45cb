/** The bare minimum on node:http, with no framework. What Guildhall costs more is what it does more. */
import { createServer, type IncomingMessage } from 'node:http';
import { port, routes } from './minimum-launch.ts';

async function formOf(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

createServer((req, res) => {
  const route = routes.get(req.url ?? '');
  if (!route) {
    res.writeHead(404).end();
    return;
  }
  formOf(req)
    .then((form) => route(req, res, form))
    .catch(() => res.writeHead(400).end());
}).listen(port, '127.0.0.1');
