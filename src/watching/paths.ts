/** Where a recording plays from a moment on. */
export const momentPath = (recording: string, seconds: number) =>
  `${recording}?t=${Math.floor(seconds)}#player`;

/** Pages that belong to a recording, below the path where it is watched. */
export const watchingPaths = {
  captions: (recording: string) => `${recording}/captions`,
  captionsIn: (recording: string, language: string) =>
    `${recording}/captions?${new URLSearchParams({ language }).toString()}`,
  captionsRemoval: (recording: string) => `${recording}/captions/removal`,
  chapters: (recording: string) => `${recording}/chapters`,
  /** Where the browser tells how far its person is. */
  place: (recording: string) => `${recording}/place`,
  transcript: (recording: string) => `${recording}#transcript`,
  transcriptIn: (recording: string, language: string) =>
    `${recording}?${new URLSearchParams({ transcript: language }).toString()}#transcript`,
  /** What a player loads; a page signs it as it signs files. */
  track: (captionsId: string) => `/files/captions/${captionsId}`,
};
