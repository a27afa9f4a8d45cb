import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { record } from './activity/index.ts';
import { adminRoutes } from './admin/index.ts';
import { agendaRoutes } from './agenda/index.ts';
import { cleanUp } from './clean-up.ts';
import { communityRoutes, followMergers } from './communities/index.ts';
import { registerRosterJobs } from './courses/index.ts';
import { continuityRoutes } from './continuity/index.ts';
import type { Database } from './db/index.ts';
import {
  askLikelyHelpers,
  discussionPaths,
  discussionRoutes,
  showPreview,
  followThreads,
  mayReadPost,
  shownPosts,
  postDueThreads,
  usualPaces,
  type FindSubject,
  type Paces,
} from './discussions/index.ts';
import { feedRoutes } from './feeds/index.ts';
import { documentPaths, documentRoutes, mostFiles } from './documents/index.ts';
import { fileRoutes, linkFiles, receiveForms, tidyFiles, type FileStore } from './files/index.ts';
import { findTerms, glossaryRoutes } from './glossary/index.ts';
import { homeRoutes, receiveLaunch, showPicker } from './home/index.ts';
import { insightRoutes } from './insights/index.ts';
import type { Jobs } from './jobs/index.ts';
import { joiningRoutes } from './joining/index.ts';
import { askedAbout, mayReadAnswer, organizationRoutes } from './organization/index.ts';
import { articlesNamed, knowledgeRoutes, mayReadArticle, mayReadHead } from './knowledge/index.ts';
import { createToolKeys, frontDoor, ltiPaths, type Outbound } from './lti/index.ts';
import { createServices } from './lti/services/index.ts';
import { registerPlayableJobs } from './media/index.ts';
import { moderationRoutes } from './moderation/index.ts';
import type { Operations } from './operations/index.ts';
import type { Outside } from './outside/index.ts';
import { peopleRoutes } from './people/index.ts';
import { besidePosts, privateReplyRoutes } from './private-replies/index.ts';
import {
  portabilityPaths,
  portabilityRoutes,
  registerImportJob,
  arrivalRoutes,
} from './portability/index.ts';
import { relatedTo } from './related/index.ts';
import { openRecorder, recordingPaths, recordingRoutes } from './recordings/index.ts';
import { remarkRoutes, remarksOn, subjectOf } from './remarks/index.ts';
import { renderEveryPostAnew } from './render-anew.ts';
import {
  collectionRoutes,
  embedRecordings,
  mayReadResource,
  registerLinkJobs,
  resourceRoutes,
  resourcesNamed,
  type FindShownPosts,
} from './resources/index.ts';
import { forgetWords, keepFront, readWords, searchRoutes } from './search/index.ts';
import type { Keys } from './secret.ts';
import { createSessions, sessionIn } from './sessions/index.ts';
import { becameArticles, madeOf, sourceRoutes } from './sources/index.ts';
import { countStories, storyRoutes, type HolderRooms } from './stories/index.ts';
import { turnEveryTerm } from './turn-terms.ts';
import { registerTextJobs } from './texts/index.ts';
import { writingRoutes } from './writing/index.ts';
import {
  assetDirectory,
  errorPage,
  notFound,
  pageHeaders,
  requestLog,
  sameOriginWrites,
  securityHeaders,
  styleguide,
  useViews,
} from './web/index.ts';

/** All that the web of the house stands on. */
export interface House {
  db: Database;
  outbound: Outbound;
  keys: Keys;
  log: Logger;
  operations: Operations;
  /** Rooms leave their background work to it; starting it is not the web's affair. */
  jobs: Jobs;
  files: FileStore;
  /** Where the program is that makes recordings play everywhere; null where there is none. */
  ffmpeg: string | null;
  /** The way to pages that members share; null leaves them alone. */
  outside: Outside | null;
  publicUrl: URL;
  sessionIdleMs: number;
  sessionMaxMs: number;
  trustProxy: boolean;
  cacheViews: boolean;
  /** Offers `/styleguide`, for those who build pages. */
  styleguide: boolean;
  /** How much one member can write in an hour, where it is not the usual. */
  paces?: Paces | undefined;
  now: () => Date;
}

/** Who may read a file is for the room to say whose things show it. */
const mayRead = {
  post: async (...visit: Parameters<typeof mayReadAnswer>) =>
    (await mayReadPost(...visit)) || mayReadAnswer(...visit),
  resource: mayReadResource,
  article: mayReadArticle,
  'article head': mayReadHead,
} as const;

/** Where the talk shows a file, for the library. */
const findShownPosts: FindShownPosts = async (tx, communityId, postIds) => {
  const posts = await shownPosts(tx, communityId, postIds);
  return new Map(
    [...posts].map(([id, { title, threadId, postNo }]) => [
      id,
      { title, path: discussionPaths.post(communityId, threadId, postNo) },
    ]),
  );
};

/** What stories are told of. */
const storyRooms: HolderRooms = {
  resource: resourcesNamed,
  post: findShownPosts,
  article: articlesNamed,
};

/** What a thread is about: what it is the comments of, or what was asked about from outside. */
const findSubject: FindSubject = (tx, reader, thread) =>
  (thread.isFromOutside ? askedAbout : subjectOf)(tx, reader, thread);

const bodyLimitBytes = 1024 * 1024;

/** The table of contents of the web: every room's routes, in the order a request passes them. */
export function createApp(house: House): Express {
  const { db, outbound, keys, files, publicUrl, now, operations } = house;
  const { limits, metrics } = operations;
  const paces = house.paces ?? usualPaces;
  const sessions = createSessions({
    db,
    idleMs: house.sessionIdleMs,
    maxMs: house.sessionMaxMs,
    formKey: keys.forms,
    now,
  });
  const toolKeys = createToolKeys({ db, key: keys.toolKeys });
  const linking = { db, toolKeys, publicUrl, requestKey: keys.requests };
  const onDeepLinking = showPicker(linking);
  const services = createServices({ outbound, sign: (claims) => toolKeys.sign(claims) });
  house.jobs.register(cleanUp({ db, now }));
  house.jobs.register(turnEveryTerm({ db, now }));
  house.jobs.register(postDueThreads({ db, now }));
  house.jobs.register(askLikelyHelpers({ db, now }));
  house.jobs.register(renderEveryPostAnew(db));
  house.jobs.register(readWords(db));
  house.jobs.register(keepFront(db));
  house.jobs.register(forgetWords(db));
  house.jobs.register(tidyFiles({ db, files, now }));
  const askForLook = registerLinkJobs(house.jobs, { db, files, outside: house.outside, now });
  registerTextJobs(house.jobs, { db, files });
  const { ffmpeg } = house;
  const askForPlayable = registerPlayableJobs(house.jobs, { db, files, ffmpeg });
  const askForImport = registerImportJob(house.jobs, { db, files, publicUrl, now });
  const askForRoster = registerRosterJobs(house.jobs, { db, services, now });
  // The queue tells of its own troubles, and a roster can wait for the next launch.
  const onStaleRoster = (course: Parameters<typeof askForRoster>[0]) =>
    void askForRoster(course).catch(() => {});
  const receive = receiveLaunch({ db, sessions, publicUrl, now, onDeepLinking, onStaleRoster });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', house.trustProxy ? 1 : false);
  useViews(app, { cache: house.cacheViews });

  app.use(securityHeaders(), operations.routes(), requestLog(house.log, metrics?.request));
  app.use(
    '/assets',
    express.static(assetDirectory, { immutable: true, maxAge: '1y', index: false }),
  );
  app.use(pageHeaders());
  app.use(express.urlencoded({ extended: false, limit: bodyLimitBytes }));
  app.use(ltiPaths.login, limits.ofLogins());
  app.use(ltiPaths.register(''), limits.ofRegistrations());
  app.use(
    frontDoor({
      db,
      outbound,
      toolKeys,
      publicUrl,
      loginKey: keys.logins,
      invitationKey: keys.invitations,
      now,
      onLaunch: async (launch, exchange) => {
        await limits.admitLaunch(exchange, launch.platform.id);
        await receive(launch, exchange);
      },
      onLaunchOutcome: (outcome, platformId) => metrics?.launch(outcome, platformId),
    }),
  );
  app.use(sessions.attach(), ...limits.ofBearer(sessionIn));
  app.use(linkFiles({ key: keys.files, now, files }));
  app.use(sameOriginWrites(publicUrl.origin));
  const windows = { db, sessions, windowKey: keys.windows, now };
  // It brings no visit along, and so no form token of one.
  app.post(recordingPaths.ownWindow, openRecorder(windows));
  // An archive may be as large as any file that arrives in parts.
  const large = { ...files.limits, fileBytes: files.limits.uploadBytes };
  app.use(portabilityPaths.imports, receiveForms({ ...files, limits: large }));
  app.use(documentPaths.home(':communityId'), receiveForms(files, { files: mostFiles }));
  app.use(receiveForms(files), sessions.checkFormToken());
  app.use(homeRoutes({ db, now, linking }));
  if (house.styleguide) app.get('/styleguide', styleguide());
  app.use(peopleRoutes(db));
  app.use(joiningRoutes({ db, now, codeKey: keys.joining }));
  app.use(insightRoutes({ db, now }));
  app.use(communityRoutes({ db, record, now }));
  app.use(adminRoutes({ db, now }));
  const mayReadHolder: Parameters<typeof fileRoutes>[0]['mayReadHolder'] = (tx, session, holder) =>
    mayRead[holder.kind](tx, session, holder);
  app.use(fileRoutes({ db, files, key: keys.files, sessions, mayReadHolder, now }));
  const show = showPreview({ db, publicUrl });
  const embed = embedRecordings({ db, publicUrl });
  const showArticle: typeof show = async (exchange, { html, communityId }) =>
    show(exchange, { html: await embed(exchange, { html, communityId }), communityId });
  app.use(writingRoutes({ db, show }));
  app.use(portabilityRoutes({ db, files, key: keys.files, sessions, publicUrl, now }));
  app.use(arrivalRoutes({ db, files, askForImport }));
  app.use(
    discussionRoutes({
      db,
      files,
      publicUrl,
      now,
      paces,
      inPrivate: besidePosts,
      countStories,
      findSubject,
      findArticles: becameArticles,
      isOver: operations.drain.isDraining,
    }),
  );
  app.use(recordingRoutes({ ...windows, files }));
  app.use(storyRoutes({ db, rooms: storyRooms }));
  app.use(collectionRoutes({ db, publicUrl }));
  app.use(
    resourceRoutes({
      db,
      files,
      key: keys.files,
      sessions,
      now,
      askForLook,
      askForPlayable,
      findShownPosts,
      findRemarks: remarksOn({ db, publicUrl, now }),
    }),
  );
  app.use(glossaryRoutes({ db }));
  app.use(
    knowledgeRoutes({
      db,
      files,
      publicUrl,
      show: showArticle,
      findSources: madeOf,
      findRelated: relatedTo,
      findTerms,
    }),
  );
  app.use(continuityRoutes({ db, now }));
  app.use(organizationRoutes({ db, publicUrl, now }));
  app.use(sourceRoutes({ db, publicUrl }));
  app.use(documentRoutes({ db, files }));
  app.use(remarkRoutes({ db, files, publicUrl, now, paces }));
  app.use(searchRoutes({ db, now }));
  app.use(feedRoutes({ db, now, publicUrl, feedKey: keys.feeds, limit: limits.ofFeeds() }));
  app.use(moderationRoutes({ db, now }));
  app.use(privateReplyRoutes({ db, now }));
  app.use(agendaRoutes(db));
  app.use(notFound(), followMergers(db), followThreads(db), errorPage());
  return app;
}
