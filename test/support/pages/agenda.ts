import { pressEmpty, type Pages } from './cast.ts';

export const agendaPages: Pages = {
  'agenda/list': ({ learner, home }) => learner.get(`${home}/agenda`),
  'agenda/list, to a facilitator': ({ teacher, home }) => teacher.get(`${home}/agenda`),
  'agenda/list, empty': ({ learner, home }) => learner.get(`${home}/agenda?show=settled`),
  'agenda/list, with errors': ({ learner, home }) =>
    pressEmpty(learner, `${home}/agenda`, ['title']),
};
