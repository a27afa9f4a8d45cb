import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { chrome } from './chrome.ts';
import { copyCourse } from './course-copies.ts';
import { mayEdit, mayGrade } from './courses.ts';
import type { Course } from './courses.ts';
import { pages } from './paths.ts';
import { fullName, initials } from './people.ts';
import type { Person } from './people.ts';
import type { LineItem } from './records.ts';
import { roleName } from './roles.ts';
import { learnersIn, markOf, scoreOf } from './scores.ts';
import { activitiesIn, clientOf, clientsOf, courseOf, coursesOf, membersOf } from './site.ts';
import type { Site } from './site.ts';
import { editorVisitOf, visitOf, visitorOf } from './visits.ts';

/** A person's front page, and the three pages of each course. */
export function coursePages(site: Site): Router {
  const router = Router();
  router.get('/as/:person', (req, res) => {
    const person = visitorOf(site, req.params);
    const courses = coursesOf(site).filter(
      (course) => person.standing === 'administrator' || course.seats[person.id] !== undefined,
    );
    res.render('home', {
      ...chrome({ site, person, title: 'Courses', as: (other) => pages.home(site, other) }),
      greeting: `Good day, ${person.givenName}`,
      organization: site.platform.organizationName,
      courses: courses.map((course) => ({
        label: course.label,
        title: course.title,
        term: course.term,
        role: roleName(course, person),
        href: pages.course(site, person, course),
      })),
    });
  });

  router.get('/as/:person/courses/:course', (req, res) => {
    const { person, course } = visitOf(site, req.params);
    const as = (other: Person): string => pages.course(site, other, course);
    res.render('course', {
      ...chrome({ site, person, course, title: course.title, tab: 'activities', as }),
      about: course.about,
      teachers: teachersOf(site, course),
      learnerCount: learnersIn(site, course).length,
      notices: noticesIn(req),
      activities: activityRows(site, person, course),
      pickers: mayEdit(course, person) ? pickers(site, person, course) : [],
      copyHref: mayEdit(course, person) ? pages.copies(site, person, course) : undefined,
    });
  });

  router.post('/as/:person/courses/:course/copies', async (req, res) => {
    const { person, course } = editorVisitOf(site, req.params);
    const copy = courseOf(site, copyCourse(site.records, course));
    await site.save();
    res.redirect(303, pages.course(site, person, copy));
  });

  router.get('/as/:person/courses/:course/people', (req, res) => {
    const { person, course } = visitOf(site, req.params);
    const as = (other: Person): string => pages.people(site, other, course);
    res.render('people', {
      ...chrome({ site, person, course, title: `People of ${course.title}`, tab: 'people', as }),
      members: membersOf(site, course).map((member) => ({
        name: fullName(member),
        initials: initials(member),
        role: roleName(course, member),
        email: member.email,
        shares: member.shares === 'everything' ? 'Name and e-mail' : 'Nothing',
      })),
    });
  });

  router.get('/as/:person/courses/:course/grades', (req, res) => {
    const { person, course } = visitOf(site, req.params);
    const as = (other: Person): string => pages.grades(site, other, course);
    const all = mayGrade(course, person);
    const shown = learnersIn(site, course).filter((learner) => all || learner.id === person.id);
    const columns = site.records.lineItems.filter(({ courseId }) => courseId === course.id);
    res.render('grades', {
      ...chrome({ site, person, course, title: `Gradebook of ${course.title}`, tab: 'grades', as }),
      columns,
      caption: all ? 'Marks of everybody' : 'Your own marks',
      rows: shown.map((learner) => ({
        name: fullName(learner),
        marks: columns.map((column) => markCell(site, column, learner)),
      })),
    });
  });
  return router;
}

function teachersOf(site: Site, course: Course): string {
  const teachers = membersOf(site, course).filter(({ id }) => course.seats[id] === 'instructor');
  return teachers.map(fullName).join(', ');
}

function activityRows(site: Site, person: Person, course: Course): object[] {
  return activitiesIn(site, course).map((link) => {
    const removable = link.addedBy !== '' && mayEdit(course, person);
    return {
      title: link.title,
      text: link.text,
      tool: clientOf(site, link.clientId).name,
      href: pages.activity(site, person, course, link),
      removalHref: removable ? pages.removal(site, person, course, link) : undefined,
    };
  });
}

/** One button for each tool that can offer content. */
function pickers(site: Site, person: Person, course: Course): object[] {
  return clientsOf(site)
    .filter(({ deepLinkingUri }) => deepLinkingUri !== null)
    .map(({ clientId, name }) => ({ name, href: pages.picker(site, person, course, clientId) }));
}

function markCell(site: Site, column: LineItem, learner: Person): object {
  const score = scoreOf(site, column, learner.sub);
  if (score === undefined) return { empty: true };
  const mark = markOf(column, score);
  return {
    ...(mark !== undefined && { mark: String(mark), maximum: String(column.scoreMaximum) }),
    progress: `${words(score.activityProgress)}, ${words(score.gradingProgress).toLowerCase()}`,
    comment: score.comment,
    timestamp: score.timestamp,
  };
}

/** `FullyGraded` becomes `Fully graded`. */
function words(progress: string): string {
  return progress.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

const noticeSchema = z.object({
  added: z.coerce.number().int().positive().optional().catch(undefined),
  lti_msg: z.string().max(1000).optional().catch(undefined),
  lti_errormsg: z.string().max(1000).optional().catch(undefined),
});

/** A tool may send people back with a word (LTI 1.3, 5.4.4). */
function noticesIn(request: Request): { kind: 'good' | 'bad'; text: string }[] {
  const { added, lti_msg, lti_errormsg } = noticeSchema.parse(request.query);
  return [
    ...(added === undefined ? [] : [{ kind: 'good' as const, text: addedSentence(added) }]),
    ...(lti_msg ? [{ kind: 'good' as const, text: lti_msg }] : []),
    ...(lti_errormsg ? [{ kind: 'bad' as const, text: lti_errormsg }] : []),
  ];
}

/** "1 activity was added." */
export function addedSentence(count: number): string {
  return count === 1 ? '1 activity was added.' : `${count} activities were added.`;
}
