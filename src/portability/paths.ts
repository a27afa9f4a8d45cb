import { communityPaths } from '../communities/index.ts';

const ofCourse = (courseId: string | null) => (courseId === null ? '' : `?course=${courseId}`);

export const portabilityPaths = {
  /** What an archive of the community holds, and where one begins it. */
  archive: communityPaths.archive,
  /** The archive itself; a page signs the address as it signs files. */
  download: (communityId: string) => `/files/archives/${communityId}`,
  /** Where an archive is brought, to found a community from it. */
  bring: '/imports/new',
  bringFor: (courseId: string | null) => `/imports/new${ofCourse(courseId)}`,
  imports: '/imports',
  importsFor: (courseId: string | null) => `/imports${ofCourse(courseId)}`,
  import: (importId: string) => `/imports/${importId}`,
};
