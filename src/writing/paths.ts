export const writingPaths = { drafts: '/drafts', preview: '/preview' };
