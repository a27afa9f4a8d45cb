import { course, pressEmpty, unbroken, type Cast, type Pages } from './cast.ts';

/** Settles how the hard community is to be. */
export async function choose({ teacher, home }: Cast, wishes: object): Promise<void> {
  const settings = { topics: '', listing: 'listed', joining: 'open', reading: 'members' };
  const name = unbroken.slice(0, 120);
  const form = await teacher.get(`${home}/settings`);
  await teacher.press(form, `${home}/settings`, { ...settings, name, ...wishes });
}

export const communitiesPages: Pages = {
  'communities/charter': ({ learner, home }) => learner.get(`${home}/charter`),
  'communities/charter, to a facilitator': ({ teacher, home }) => teacher.get(`${home}/charter`),
  'communities/charter-form': ({ teacher, home }) => teacher.get(`${home}/charter/new`),
  'communities/charter-form, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/charter/new`, ['purpose'], `${home}/charter`),
  'communities/membership': ({ learner, home }) => learner.get(`${home}/membership`),
  'communities/membership, of who leads alone': ({ teacher, home }) =>
    teacher.get(`${home}/membership`),
  'communities/name-sponsor': ({ teacher, home }) => teacher.get(`${home}/roles/sponsors/new`),
  'communities/name-sponsor, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/roles/sponsors/new`, ['personId'], `${home}/roles/sponsors`),
  'communities/nominate': ({ teacher, home }) => teacher.get(`${home}/roles/nominations/new`),
  'communities/nominate, with errors': ({ teacher, home }) =>
    pressEmpty(
      teacher,
      `${home}/roles/nominations/new`,
      ['personId', 'startsOn'],
      `${home}/roles/nominations`,
    ),
  'communities/people': ({ learner, home }) => learner.get(`${home}/people`),
  'communities/people, to a visitor': async ({ comes, home }) =>
    (await comes({ privacy: 'anonymous', course })).get(`${home}/people`),
  'communities/settings': ({ teacher, home }) => teacher.get(`${home}/settings`),
  'communities/settings, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/settings`, ['name', 'topics']),
  'communities/term': ({ teacher, home }) => teacher.get(`${home}/roles/term`),
  'communities/term, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/roles/term`, ['endsOn']),
};
