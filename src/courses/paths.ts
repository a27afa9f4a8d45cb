export const coursePaths = {
  door: (courseId: string) => `/courses/${courseId}`,
  setUp: (courseId: string) => `/courses/${courseId}/set-up`,
  /** What is here already and near to what is typed. */
  near: (courseId: string) => `/courses/${courseId}/near`,
  /** The community this course belongs to, to be asked for. */
  home: (courseId: string) => `/courses/${courseId}/home`,
  /** The asking, to be taken back. */
  proposal: (courseId: string) => `/courses/${courseId}/home/proposal`,
};
