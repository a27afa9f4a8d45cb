import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import { viewEngine } from './view-engine.ts';
import { viewHelpers } from './view-vocabulary.ts';

const directory = fileURLToPath(new URL('../../views/', import.meta.url));

/** Teaches the application to render views/. */
export function useViews(app: Express, { cache }: { cache: boolean }): void {
  app.engine('hbs', viewEngine(directory, { helpers: viewHelpers, cache }));
  app.set('view engine', 'hbs');
  app.set('views', directory);
  if (cache) app.enable('view cache');
}
