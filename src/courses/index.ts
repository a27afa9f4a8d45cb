export {
  courseOfContexts,
  markCopyAnswered,
  noteCopyOrigin,
  unansweredOrigin,
} from './copy-store.ts';
export { canSetUp, courseName, type Course } from './course.ts';
export { instructorOf, participantOf } from './participant.ts';
export { coursePaths } from './paths.ts';
export { upsertCourse, upsertEnrollment, upsertPlacement } from './store.ts';
