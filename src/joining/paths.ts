export const joiningPaths = {
  joins: '/me/joins',
  code: '/me/joins/code',
  check: '/me/joins/check',
  undoing: (joinId: string) => `/me/joins/${joinId}/undoing`,
};
