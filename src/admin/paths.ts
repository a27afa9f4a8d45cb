export const adminPaths = {
  home: '/admin',
  /** The administrator's word on a third facilitator. */
  confirmation: (communityId: string, nominationId: string) =>
    `/admin/communities/${communityId}/nominations/${nominationId}/confirmation`,
};
