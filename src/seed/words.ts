/** What invented people and communities are called. Lists of different lengths, so that few pairs repeat. */
export const givenNames =
  'Ada Ben Chidi Dana Elif Femi Grace Hana Ivan Jun Kaya Lena Mateo Noor Olga Pia Quinn Rosa Sami Tala Uma Vera'.split(
    ' ',
  );

export const familyNames =
  'Adeyemi Brandt Castro Dupont Endo Farouk Garcia Haddad Ito Jansen Kowalski Lindqvist Moreno Nwosu Okafor Petrov Quispe Rossi Silva'.split(
    ' ',
  );

export const practices = [
  'Giving feedback',
  'Assessing group work',
  'Simulation',
  'Writing for publication',
  'Supervising projects',
  'Teaching large classes',
  'Laboratory safety',
  'Handing over',
  'Case discussion',
  'Interviewing',
  'Designing surveys',
  'Reading data',
  'Field work',
  'Peer review',
  'Mentoring newcomers',
  'Inclusive classrooms',
  'Open textbooks',
];

export const fields = [
  'nursing',
  'chemistry',
  'law',
  'history',
  'engineering',
  'midwifery',
  'economics',
  'architecture',
  'linguistics',
  'physics',
  'social work',
  'music',
  'statistics',
  'agriculture',
  'philosophy',
  'pharmacy',
  'geography',
  'journalism',
  'dentistry',
];

export const places = [
  'first years',
  'the clinic',
  'the studio',
  'evening courses',
  'the region',
  'doctoral schools',
  'the workshop',
];

export const topics = [
  'getting started',
  'tools',
  'assessment',
  'accessibility',
  'ethics',
  'time',
  'reading list',
  'failures',
  'case of the week',
  'wording',
  'group size',
];

export const titles = [
  'How do you begin with',
  'What helped us with',
  'Where do I find something on',
  'Does anybody else struggle with',
  'A first attempt at',
  'Looking for a second opinion on',
  'Notes from last week:',
  'Could we agree on',
  'What I would do differently about',
  'Small groups and',
  'Ideas for',
];

/** What people write: from a line to a few paragraphs. */
export const bodies = [
  'We tried twice.',
  'Thank you, this is what I was looking for. I will try it on Thursday with the evening group.',
  'Has anybody done this **without** a second room? Ours is taken every morning, and the corridor is too loud.',
  `We did it in three steps:

1. Everybody writes for five minutes, alone.
2. Two and two read to one another and mark what is not clear.
3. The group takes one text and says what helped.

It took forty minutes. The second time it was quicker, since they knew what would come.`,
  `> Does it work with large groups?

With sixty people it did, when we gave each table one question only. What did not work was to collect everything at the end: nobody listened any more. We now put the sheets on the wall, and people walk.`,
  'I would be careful with that. Last year we changed the wording in the middle of the term, and half of them answered the old question.',
  `The form is in the shared folder. It has four columns:

- what was planned
- what happened
- what we think why
- what we change

Please do not add a fifth one; we had six once, and then nobody filled it in.`,
  'Agreed. `Handover` is the word we use on the ward, and students should hear the same one.',
  `I asked the three who left early. Two had to catch a bus, and one said that she did not know whether she was *allowed* to speak. That was the most useful thing I heard in this term. We begin with a round now, where everybody says one sentence, and nobody comments.

It costs ten minutes and saves thirty.`,
  'Here is the article that we talked about: [feedback in practice](https://example.org/feedback). The second half is worth it.',
  'Same here, and we have no answer yet.',
];
