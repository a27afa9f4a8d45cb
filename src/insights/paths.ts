export const insightPaths = {
  ownPractice: '/me/practice',
};
