import { z } from 'zod';
import { dayOf } from '../people/index.ts';
import { placeAfter, placeText } from '../web/index.ts';
import type { CareItem, CareSection } from './care.ts';
import { facilitatorsOf } from './membership-store.ts';
import { communityPaths } from './paths.ts';
import { newcomersOf } from './people-store.ts';
import { arrivedCourses, proposedCourses } from './proposal-store.ts';
import { endingSoon } from './term.ts';
import { waitingHelpOffers, waitingJoinRequests } from './waiting-store.ts';

const dayMs = 86_400_000;
const newForDays = 14;

const idAfter = z.uuid().nullable().catch(null);
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/** People who asked to be let in. */
export const joinRequests: CareSection = {
  name: 'join-requests',
  title: 'care.joinRequests.title',
  waits: true,
  find: async (tx, { community }, { after, limit }) => {
    const page = { after: idAfter.parse(after), limit };
    const requests = await waitingJoinRequests(tx, community.id, page);
    return requests.map(({ id, personName, words, createdAt }): CareItem => ({
      id,
      after: id,
      person: { name: personName },
      words,
      moment: createdAt,
      answers: {
        path: communityPaths.joinRequest(community.id, id),
        choices: [
          { value: 'welcome', text: 'care.joinRequests.welcome' },
          { value: 'declined', text: 'care.joinRequests.decline' },
        ],
      },
    }));
  },
};

/** Courses that ask to feed the community. */
export const courseProposals: CareSection = {
  name: 'courses-asking',
  title: 'care.courseProposals.title',
  hint: 'care.courseProposals.hint',
  waits: true,
  find: async (tx, { community }, { after, limit }) => {
    const page = { after: idAfter.parse(after), limit };
    const courses = await proposedCourses(tx, community.id, page);
    return courses.map(({ courseId, title, personName, since }): CareItem => ({
      id: courseId,
      after: courseId,
      person: { name: personName },
      title,
      untitled: 'communityCourses.unnamed',
      moment: since,
      answers: {
        path: communityPaths.courseAnswer(community.id, courseId),
        choices: [
          { value: 'agreed', text: 'care.courseProposals.agree' },
          { value: 'declined', text: 'care.courseProposals.decline' },
        ],
      },
    }));
  },
};

/** People who would rather help here than start a community of their own. */
export const helpOffers: CareSection = {
  name: 'help-offers',
  title: 'care.helpOffers.title',
  hint: 'care.helpOffers.hint',
  waits: true,
  find: async (tx, { community }, { after, limit }) => {
    const page = { after: idAfter.parse(after), limit };
    const offers = await waitingHelpOffers(tx, community.id, page);
    return offers.map(({ id, personName, words, createdAt }): CareItem => ({
      id,
      after: id,
      person: { name: personName },
      words,
      moment: createdAt,
      answers: {
        path: communityPaths.helpOffer(community.id, id),
        choices: [{ value: 'answered', text: 'care.helpOffers.answered' }],
      },
    }));
  },
};

/** Who joined in the last two weeks, to be welcomed. */
export const newcomers: CareSection = {
  name: 'newcomers',
  title: 'care.newcomers.title',
  waits: false,
  find: async (tx, { community, now }, { after, limit }) => {
    const page = { since: daysBefore(now, newForDays), after: placeAfter.parse(after), limit };
    const people = await newcomersOf(tx, community.id, page);
    return people.map(({ id, key, name, joinedAt }): CareItem => ({
      id,
      after: placeText({ key, id }),
      person: { name },
      moment: joinedAt,
    }));
  },
};

/** Courses that came in during the last two weeks. */
export const courseArrivals: CareSection = {
  name: 'courses-arrived',
  title: 'care.courseArrivals.title',
  waits: false,
  all: communityPaths.courses,
  find: async (tx, { community, now }, { after, limit }) => {
    const page = { after: idAfter.parse(after), limit };
    const courses = await arrivedCourses(tx, community.id, daysBefore(now, newForDays), page);
    return courses.map(({ courseId, title, personName, since }): CareItem => ({
      id: courseId,
      after: courseId,
      person: { name: personName },
      title,
      untitled: 'communityCourses.unnamed',
      moment: since,
    }));
  },
};

/** Facilitators' terms that end soon, so that who comes after can be found in time. */
export const endingTerms: CareSection = {
  name: 'terms',
  title: 'care.terms.title',
  hint: 'care.terms.hint',
  waits: false,
  act: { text: 'roles.title', path: communityPaths.roles },
  find: async (tx, { community, now }) => {
    const today = dayOf(now, null);
    const ending = endingSoon(await facilitatorsOf(tx, community.id), today);
    return ending.map(({ id, name, until, isOver }): CareItem => ({
      id,
      after: id,
      person: { name },
      facts: [{ text: isOver ? 'roles.overSince' : 'roles.endsOn', date: until }],
    }));
  },
};
