import { Router } from 'express';
import { takeFiles, type FileStore } from '../files/index.ts';
import { arrangePage, arrangeSections } from './arrange-page.ts';
import { editForm, saveArticle } from './edit-article.ts';
import { knowledgePage } from './home-page.ts';
import { checkArticle, findAgain, standOfArticle } from './look-after.ts';
import { createArticle, newArticle } from './new-article.ts';
import { knowledgePaths as paths } from './paths.ts';
import { nameOwner, nameReviewer, ownersPage, reviewersPage } from './people-page.ts';
import { placeArticle, placePage } from './place-page.ts';
import { readArticle, type Knowledge } from './read-article.ts';
import { bringBackRevision, revisionPage, revisionsPage } from './revisions-page.ts';
import { sectionPage } from './section-page.ts';
import { decideAboutArticle, waitingPage } from './waiting-page.ts';

/** What the community knows: articles, their revisions, and the review of them. */
export function knowledgeRoutes({ files, ...knowledge }: Knowledge & { files: FileStore }): Router {
  const [community, article] = [':communityId', ':articleId'] as const;
  const take = takeFiles({ db: knowledge.db, files });
  const router = Router();
  router.get(paths.home(community), knowledgePage(knowledge));
  router.post(paths.home(community), take, createArticle(knowledge));
  router.get(paths.form(community), newArticle(knowledge));
  router.get(paths.section(community, ':sectionId'), sectionPage(knowledge));
  router.get(paths.arrange(community), arrangePage(knowledge));
  router.post(paths.arrange(community), arrangeSections(knowledge));
  router.get(paths.reviewers(community), reviewersPage(knowledge));
  router.post(paths.reviewers(community), nameReviewer(knowledge));
  router.get(paths.article(community, article), readArticle(knowledge));
  router.post(paths.article(community, article), take, saveArticle(knowledge));
  router.get(paths.edit(community, article), editForm(knowledge));
  router.get(paths.waiting(community, article), waitingPage(knowledge));
  router.post(paths.decision(community, article), decideAboutArticle(knowledge));
  router.get(paths.revisions(community, article), revisionsPage(knowledge));
  router.get(paths.revision(community, article, ':revisionNo'), revisionPage(knowledge));
  router.post(paths.revision(community, article, ':revisionNo'), bringBackRevision(knowledge));
  router.post(paths.check(community, article), checkArticle(knowledge));
  router.post(paths.standing(community, article), standOfArticle(knowledge));
  router.get(paths.place(community, article), placePage(knowledge));
  router.post(paths.place(community, article), placeArticle(knowledge));
  router.get(paths.owners(community, article), ownersPage(knowledge));
  router.post(paths.owners(community, article), nameOwner(knowledge));
  router.get(paths.lasting(article), findAgain(knowledge));
  return router;
}
