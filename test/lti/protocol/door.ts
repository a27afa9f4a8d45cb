import { openHouse } from '../../support/house.ts';
import { Browser } from '../../support/platform/browser.ts';
import type { Client } from '../../support/platform/client.ts';
import { TestPlatform } from '../../support/platform/platform.ts';

type House = Awaited<ReturnType<typeof openHouse>>;

/** The house, and one platform that it knows under the name of Open University. */
export interface Door {
  readonly house: House;
  readonly platform: TestPlatform;
  readonly client: Client;
  /** A browser that nobody has used, with the tool in a frame of the platform's page. */
  newBrowser(): Browser;
  /** One more platform of the same organization, itself known to the house. */
  anotherPlatform(): Promise<TestPlatform>;
  close(): Promise<void>;
}

export const organizationName = 'Open University';

export async function openDoor(): Promise<Door> {
  const house = await openHouse();
  const platforms: TestPlatform[] = [];
  const anotherPlatform = async () => {
    const platform = await TestPlatform.start();
    platforms.push(platform);
    const client = platform.install(house.url);
    await house.registerPlatform({ organizationName, ...platform.details(client) });
    return platform;
  };
  const platform = await anotherPlatform();
  return {
    house,
    platform,
    client: onlyClient(platform),
    newBrowser: () => Browser.inFrameOf(platform.origin),
    anotherPlatform,
    close: async () => {
      await Promise.all(platforms.map((one) => one.close()));
      await house.close();
    },
  };
}

function onlyClient(platform: TestPlatform): Client {
  const [client] = platform.clients.values();
  if (client === undefined) throw new Error('The platform knows no tool');
  return client;
}
