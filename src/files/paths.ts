export const filePaths = {
  /** Where files are given. */
  give: (communityId: string) => `/communities/${communityId}/files`,
  /** Where uploads in parts are begun, and looked for. */
  uploads: (communityId: string) => `/communities/${communityId}/files/uploads`,
  upload: (communityId: string, uploadId: string) =>
    `/communities/${communityId}/files/uploads/${uploadId}`,
  /** Where an upload that is all here becomes a file. */
  uploaded: (communityId: string, uploadId: string) =>
    `/communities/${communityId}/files/uploads/${uploadId}/file`,
  /** Where a file is, for whoever may read it; what is written names it so. */
  file: (fileId: string) => `/files/${fileId}`,
  /** The same with a signature: for one visit, and some hours. */
  signed: (path: string, signature: string) => `${path}?s=${signature}`,
};
