export { isPersonal, type PersonalSession, type Session } from './session.ts';
export { setSessionCookie } from './session-cookie.ts';
export { createSessions, personIn, sessionIn, signedIn, type Sessions } from './sessions.ts';
export { deleteExpiredSessions, moveSessions, updateSessionsOf } from './store.ts';
