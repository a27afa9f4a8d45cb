export const coursePaths = {
  door: (courseId: string) => `/courses/${courseId}`,
  setUp: (courseId: string) => `/courses/${courseId}/set-up`,
  /** What is here already and near to what is typed. */
  near: (courseId: string) => `/courses/${courseId}/near`,
  /** The community this course belongs to, to be asked for. */
  home: (courseId: string) => `/courses/${courseId}/home`,
  /** Every community this course feeds. */
  communities: (courseId: string) => `/courses/${courseId}/communities`,
  community: (courseId: string, communityId: string) =>
    `/courses/${courseId}/communities/${communityId}`,
  /** Where a copied course belongs. */
  copy: (courseId: string) => `/courses/${courseId}/copy`,
  /** The asking, to be taken back. */
  proposal: (courseId: string) => `/courses/${courseId}/home/proposal`,
};
