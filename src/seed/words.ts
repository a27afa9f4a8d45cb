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
