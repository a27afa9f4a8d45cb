export {
  deepLinkingResponse,
  openDeepLinking,
  sealDeepLinking,
  type ContentItem,
  type DeepLinkingRequest,
} from './deep-linking.ts';
export { frontDoor, type LaunchExchange } from './front-door.ts';
export { createInvitation } from './invitation.ts';
export type { Launch } from './launch.ts';
export { createOutbound, type Outbound } from './outbound.ts';
export { deleteExpiredLogins } from './login-store.ts';
export { ltiPaths, ownPath } from './paths.ts';
export { originsOf, type Platform, type PlatformRegistration } from './platforms.ts';
export { rememberPlatform } from './remember-platform.ts';
export { courseRoleOf } from './roles.ts';
export { createToolKeys, type ToolKeys } from './tool-keys.ts';
