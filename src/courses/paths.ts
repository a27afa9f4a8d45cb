export const coursePaths = {
  door: (courseId: string) => `/courses/${courseId}`,
  setUp: (courseId: string) => `/courses/${courseId}/set-up`,
};
