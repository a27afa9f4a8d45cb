export const filePaths = {
  /** Where files are given. */
  give: (communityId: string) => `/communities/${communityId}/files`,
  /** Where a file is, for whoever may read it; what is written names it so. */
  file: (fileId: string) => `/files/${fileId}`,
  /** The same with a signature: for one visit, and some hours. */
  signed: (fileId: string, signature: string) => `/files/${fileId}?s=${signature}`,
};
