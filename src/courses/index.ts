export {
  courseOfContexts,
  markCopyAnswered,
  noteCopyOrigin,
  unansweredOrigin,
} from './copy-store.ts';
export { canSetUp, courseName, type Course } from './course.ts';
export { instructorOf, participantOf } from './participant.ts';
export { coursePaths } from './paths.ts';
export { noteCourse, noteEnrollment, notePlacement } from './note-launch.ts';
export { inUseSince, isRosterStale } from './roster.ts';
export { registerRosterJobs } from './roster-jobs.ts';
export { everyOrganization } from './every-organization.ts';
export { hourlyRound, round } from './round.ts';
export { markRosterAsked } from './roster-store.ts';
export { rostersInTrouble } from './roster-trouble-store.ts';
