/** What can be recorded. */
export const sources = ['camera', 'microphone', 'screen'] as const;

/** Longer ones are for no one sitting. */
export const mostMinutes = 60;
