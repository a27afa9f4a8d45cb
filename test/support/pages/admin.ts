import { elif, quiet, type Pages } from './cast.ts';

export const adminPages: Pages = {
  'admin/home': async ({ comes }) =>
    (await comes({ person: elif, role: 'administrator', course: quiet })).get('/admin'),
  'admin/home, when rosters cannot be read': async ({ world, comes }) => {
    const steward = await comes({ person: elif, role: 'administrator', course: quiet });
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('courses')
        .set({ rosterProblem: 'missing', rosterProblemAt: new Date() })
        .execute(),
    );
    return steward.get('/admin');
  },
};
