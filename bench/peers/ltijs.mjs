/** A tool as ltijs's own guide builds it, on a database in memory, with the platform registered by hand. */
import { createRequire } from 'node:module';
import { memoryDatabase } from './memory-database.mjs';

const { Provider: tool } = createRequire(import.meta.url)('ltijs');
const { PORT, ISSUER, CLIENT_ID, AUTHORIZATION_ENDPOINT, TOKEN_ENDPOINT, KEY_SET_URL } =
  process.env;

tool.setup(
  'a key that is only good enough for benchmarks',
  { plugin: memoryDatabase() },
  {
    loginRoute: '/lti/login',
    appRoute: '/lti/launch',
    // Ten seconds unless told; here a round of launches is signed before the clock runs.
    tokenMaxAge: 60,
  },
);
tool.onConnect((_token, _req, res) => res.send('Hello'));
await tool.registerPlatform({
  url: ISSUER,
  name: 'Platform',
  clientId: CLIENT_ID,
  authenticationEndpoint: AUTHORIZATION_ENDPOINT,
  accesstokenEndpoint: TOKEN_ENDPOINT,
  authConfig: { method: 'JWK_SET', key: KEY_SET_URL },
});
// Listens last: an answer means that all is ready.
await tool.deploy({ port: Number(PORT), silent: true });
