export const peoplePaths = { me: '/me' };
