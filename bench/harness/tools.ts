import type { Client } from '../../test/support/platform/client.ts';
import type { Grounds } from './grounds.ts';
import { createDatabase } from './postgres.ts';
import { startServer, type Server } from './server.ts';

/** An LTI tool that runs and is known to the platform. */
export interface RunningTool {
  server: Server;
  client: Client;
}

/** Guildhall and those it is compared with. */
export interface Tools {
  onPostgres: RunningTool;
  embedded: RunningTool;
  ltijs: RunningTool;
  /** The bare minimum behind Express, its sessions in PostgreSQL. */
  minimumOnExpress: RunningTool;
  /** The bare minimum, with its sessions in PostgreSQL and in memory. */
  minimum: RunningTool;
  minimumInMemory: RunningTool;
  /** Ends those that `openTools` started. */
  closePeers(): Promise<void>;
}

async function startPeer(
  { platform }: Grounds,
  { name, script, env }: { name: string; script: string; env?: NodeJS.ProcessEnv },
): Promise<RunningTool> {
  let client: Client | undefined;
  const server = await startServer({
    name,
    script,
    env: (port) => {
      client = platform.install(`http://localhost:${port}`);
      const { issuer, clientId, authorizationEndpoint, tokenEndpoint, keySetUrl } =
        platform.details(client);
      return {
        ISSUER: issuer,
        CLIENT_ID: clientId,
        AUTHORIZATION_ENDPOINT: authorizationEndpoint,
        TOKEN_ENDPOINT: tokenEndpoint,
        KEY_SET_URL: keySetUrl,
        ...env,
      };
    },
  });
  if (!client) throw new Error(`${name} was not registered`);
  return { server, client: { ...client, targetLinkUri: `${server.url}/lti/launch` } };
}

export async function openTools(grounds: Grounds): Promise<Tools> {
  const minimum = '.cache/bench/servers/minimum.js';
  const ltijs = await startPeer(grounds, {
    name: 'ltijs 5.9.9, memory',
    script: 'bench/peers/ltijs.mjs',
  });
  const inMemory = await startPeer(grounds, { name: 'bare minimum, memory', script: minimum });
  const inPostgres = await startPeer(grounds, {
    name: 'bare minimum, session in PostgreSQL',
    script: minimum,
    env: { SESSIONS_URL: await createDatabase(grounds.urlOf, 'minimum') },
  });
  const onExpress = await startPeer(grounds, {
    name: 'bare minimum behind Express, session in PostgreSQL',
    script: '.cache/bench/servers/minimum-on-express.js',
    env: { SESSIONS_URL: await createDatabase(grounds.urlOf, 'minimum_on_express') },
  });
  return {
    onPostgres: grounds.onPostgres,
    embedded: grounds.embedded,
    ltijs,
    minimumOnExpress: onExpress,
    minimum: inPostgres,
    minimumInMemory: inMemory,
    closePeers: async () => {
      await Promise.all(
        [ltijs, onExpress, inMemory, inPostgres].map(({ server }) => server.stop()),
      );
    },
  };
}
