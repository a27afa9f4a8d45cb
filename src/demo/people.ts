/** Somebody with an account. `id` is their part of an address; `sub` is what a tool gets to know. */
export interface Person {
  id: string;
  sub: string;
  username: string;
  givenName: string;
  familyName: string;
  email: string;
  sourcedId: string;
  locale: string;
  timezone: string;
  /** What a tool may learn beyond `sub`. */
  shares: 'everything' | 'nothing';
  standing: 'faculty' | 'student' | 'staff' | 'administrator';
}

const ingrid = {
  id: 'ingrid-solheim',
  username: 'isolheim',
  givenName: 'Ingrid',
  familyName: 'Solheim',
  locale: 'en',
  timezone: 'Europe/Oslo',
  shares: 'everything',
  standing: 'administrator',
} as const;

/** Everybody at Northfield University. Ingrid looks after both sites, with an account in each. */
export const northfieldPeople: readonly Person[] = [
  {
    id: 'amara-nwosu',
    sub: '5d0f0f3c-6a57-4b53-9a0e-1f6c2f6f7a01',
    username: 'anwosu',
    givenName: 'Amara',
    familyName: 'Nwosu',
    email: 'amara.nwosu@northfield.example',
    sourcedId: 'NF-20118',
    locale: 'en-GB',
    timezone: 'Europe/London',
    shares: 'everything',
    standing: 'faculty',
  },
  {
    id: 'mateo-quispe',
    sub: '7b1d2e84-0c1e-4c1c-8f7e-3a9f5be0c302',
    username: 'mquispe',
    givenName: 'Mateo',
    familyName: 'Quispe Huamán',
    email: 'mateo.quispe@northfield.example',
    sourcedId: 'NF-31740',
    locale: 'es-PE',
    timezone: 'America/Lima',
    shares: 'everything',
    standing: 'student',
  },
  {
    id: 'linh-tran',
    sub: '2c9e6a4b-51f5-4e0c-b6d4-98d1c07ad503',
    username: 'ltran',
    givenName: 'Linh',
    familyName: 'Trần',
    email: 'linh.tran@northfield.example',
    sourcedId: 'NF-33025',
    locale: 'en',
    timezone: 'Asia/Ho_Chi_Minh',
    shares: 'everything',
    standing: 'student',
  },
  {
    id: 'yusuf-demir',
    sub: 'e8a3b0d7-3f2c-47a9-9c55-0b7be2f1a604',
    username: 'ydemir',
    givenName: 'Yusuf',
    familyName: 'Demir',
    email: 'yusuf.demir@northfield.example',
    sourcedId: 'NF-33107',
    locale: 'en',
    timezone: 'Europe/Istanbul',
    shares: 'everything',
    standing: 'student',
  },
  {
    ...ingrid,
    sub: '90f4c1aa-7d6e-4f3b-8b02-6e2d94c3bb05',
    email: 'ingrid.solheim@northfield.example',
    sourcedId: 'NF-10007',
  },
];

/** Everybody at Harbour Hospitals Trust. Its accounts are numbered, as in many an older LMS. */
export const harbourPeople: readonly Person[] = [
  {
    id: 'kenji-watanabe',
    sub: '41',
    username: 'kenji.watanabe',
    givenName: 'Kenji',
    familyName: 'Watanabe',
    email: 'kenji.watanabe@harbour.example',
    sourcedId: 'H-0441',
    locale: 'en-GB',
    timezone: 'Asia/Tokyo',
    shares: 'everything',
    standing: 'staff',
  },
  {
    id: 'fatima-el-idrissi',
    sub: '57',
    username: 'fatima.elidrissi',
    givenName: 'Fatima Zahra',
    familyName: 'El Idrissi',
    email: 'fatima.elidrissi@harbour.example',
    sourcedId: 'H-0812',
    locale: 'fr-MA',
    timezone: 'Africa/Casablanca',
    shares: 'everything',
    standing: 'staff',
  },
  {
    id: 'noa-levi',
    sub: '63',
    username: 'noa.levi',
    givenName: 'Noa',
    familyName: 'Levi',
    email: 'noa.levi@harbour.example',
    sourcedId: '',
    locale: 'en',
    timezone: 'Asia/Jerusalem',
    shares: 'nothing',
    standing: 'staff',
  },
  {
    ...ingrid,
    sub: '2',
    email: 'ingrid.solheim@harbour.example',
    sourcedId: 'H-0002',
  },
];

/** The name as the LMS itself shows it; a tool gets it only if the person shares it. */
export function fullName(person: Person): string {
  return `${person.givenName} ${person.familyName}`;
}

/** Two letters for the round mark beside a name. */
export function initials(person: Person): string {
  return `${person.givenName.charAt(0)}${person.familyName.charAt(0)}`;
}
