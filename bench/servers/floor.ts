/**
 * The least that a page can cost with what Guildhall is built of: the same bytes, by Express and
 * express-handlebars from memory. No database, no session, no words to look up, nothing to escape.
 */
import { readFileSync } from 'node:fs';
import express from 'express';
import { engine } from 'express-handlebars';
import { z } from 'zod';

const { PORT, PAGES } = z.object({ PORT: z.coerce.number(), PAGES: z.string() }).parse(process.env);
const pages = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(PAGES, 'utf8')));

const app = express();
app.disable('etag');
app.engine('hbs', engine({ extname: '.hbs', defaultLayout: false }));
app.set('view engine', 'hbs');
app.set('views', 'bench/servers/views');
for (const [path, html] of Object.entries(pages)) {
  const pieces = html.split(/(?=<li>)/);
  app.get(path, (_req, res) => res.render('floor', { pieces }));
}
app.listen(PORT, '127.0.0.1');
