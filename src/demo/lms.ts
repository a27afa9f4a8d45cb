import { fileURLToPath } from 'node:url';
import express from 'express';
import { engine } from 'express-handlebars';
import { activityPages } from './activity-pages.ts';
import { administrationPages } from './administration-pages.ts';
import { safeHeaders } from './content-policy.ts';
import { coursePages } from './course-pages.ts';
import { ownFormsOnly } from './own-forms.ts';
import { endpoints } from './paths.ts';
import { platforms } from './platforms.ts';
import { protocolRoutes } from './protocol-routes.ts';
import { nothingHere, sayNo } from './refusal-page.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';
import { openState } from './state-file.ts';
import { welcomePage } from './welcome-page.ts';

/** What a tool must know to be launched from one of the organizations. */
export interface DemoRegistration {
  organizationName: string;
  platformName: string;
  issuer: string;
  clientId: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  keySetUrl: string;
  deploymentIds: string[];
}

export interface DemoOptions {
  /** Where browsers find the demo LMS, such as `http://lms.localhost:3001`. */
  publicUrl: URL;
  /** Where Guildhall is, such as `http://localhost:3000`. */
  toolUrl: URL;
  /** Keeps keys, activities and scores over restarts; without it they end with the process. */
  stateFile?: string;
}

export interface DemoLms {
  app: express.Express;
  registrations: DemoRegistration[];
}

const views = fileURLToPath(new URL('../../views/demo/', import.meta.url));
const assets = fileURLToPath(new URL('../../views/demo/assets/', import.meta.url));

/**
 * A demo LMS: two organizations, each an LTI 1.3 platform of its own with its own issuer and keys.
 *
 * Opens no port and no connection; the caller listens. Keys exist, and are kept, when it resolves.
 *
 * @see [LTI 1.3](https://www.imsglobal.org/spec/lti/v1p3/)
 */
export async function createDemoLms(options: DemoOptions): Promise<DemoLms> {
  const { publicUrl, toolUrl, stateFile } = options;
  const keeper = await openState(stateFile);
  const sites = await Promise.all(
    platforms.map((platform) => openSite(platform, publicUrl, toolUrl, keeper)),
  );
  return { app: webOf(sites), registrations: sites.map(registrationOf) };
}

function webOf(sites: readonly Site[]): express.Express {
  const app = express();
  app.disable('x-powered-by').enable('view cache').set('query parser', 'simple');
  app.engine('hbs', engine({ extname: '.hbs', defaultLayout: 'page', ...folders(views) }));
  app.set('view engine', 'hbs').set('views', views);
  app.use(safeHeaders());
  app.use('/assets', express.static(assets, { cacheControl: false, index: false }));
  app.get('/', welcomePage(sites));
  for (const site of sites) app.use(`/${site.platform.slug}`, siteRoutes(site));
  app.use(nothingHere());
  app.use(sayNo());
  return app;
}

function folders(directory: string): { layoutsDir: string; partialsDir: string } {
  return { layoutsDir: `${directory}layouts`, partialsDir: `${directory}partials` };
}

function siteRoutes(site: Site): express.Router {
  const router = express.Router();
  router.use('/as', ownFormsOnly(site.origin), express.urlencoded({ extended: false }));
  router.use(coursePages(site), activityPages(site), administrationPages(site));
  router.use(protocolRoutes(site));
  router.get('/', (_req, res) => res.redirect(303, '/'));
  return router;
}

function registrationOf(site: Site): DemoRegistration {
  const { organizationName, platformName, clientId, deploymentId } = site.platform;
  return {
    organizationName,
    platformName,
    issuer: site.issuer,
    clientId,
    authorizationEndpoint: endpoints.authorization(site),
    tokenEndpoint: endpoints.token(site),
    keySetUrl: endpoints.keySet(site),
    deploymentIds: [deploymentId],
  };
}
