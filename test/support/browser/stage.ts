import { createDemoLms } from '../../../src/demo/index.ts';
import { openHouse, type HouseOptions, type TestHouse } from '../house.ts';
import { listenAnywhere } from './listen.ts';

/** Guildhall and the demo LMS side by side, on two sites as in life, and known to each other. */
export interface Stage {
  house: TestHouse;
  /** The LMS's address, without a slash at the end. */
  lms: string;
  close: () => Promise<void>;
}

export async function openStage(options: HouseOptions = {}): Promise<Stage> {
  const house = await openHouse(options);
  let lms = '';
  const listening = await listenAnywhere(async (port) => {
    lms = `http://lms.localhost:${port}`;
    const demo = await createDemoLms({ publicUrl: new URL(lms), toolUrl: new URL(house.url) });
    for (const { platformName: _, ...known } of demo.registrations) {
      await house.registerPlatform(known);
    }
    return demo.app;
  });
  return {
    house,
    lms,
    close: async () => {
      await listening.close();
      await house.close();
    },
  };
}
