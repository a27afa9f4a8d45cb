/** What the communities publish to the whole organization. */
export const sharedLibraryPath = '/library';
