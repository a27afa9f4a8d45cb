/** The bare minimum as an Express application has it: with security headers, a parsed form and a line in the log. */
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import express from 'express';
import { pino } from 'pino';
import { requestLog } from '../../src/web/request-log.ts';
import { securityHeaders } from '../../src/web/security-headers.ts';
import { port, routes } from './minimum-launch.ts';

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(securityHeaders(), requestLog(pino(createWriteStream(devNull))));
app.use(express.text({ type: 'application/x-www-form-urlencoded' }));
for (const [path, route] of routes)
  app.all(path, (req, res) => route(req, res, new URLSearchParams(String(req.body ?? ''))));
app.listen(port, '127.0.0.1');
