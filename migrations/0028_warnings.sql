alter table communities
  -- Whether members are warned before they post what may be meant for nobody: addresses, numbers, certain words.
  add column warns text not null default 'off' check (warns in ('off', 'on')),
  -- Which words, besides; the community's own choice.
  add column warned_words text[] not null default '{}';
