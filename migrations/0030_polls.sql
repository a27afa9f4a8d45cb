-- A question with a few answers, beside the first post of a thread; one in each thread at most.
create table polls (
  organization_id uuid not null,
  thread_id uuid not null,
  question text not null check (length(question) between 1 and 200),
  most_choices integer not null check (most_choices between 1 and 10),
  -- Who sees how it stands: everybody, whoever has voted, or nobody before it is closed.
  shows text not null check (shows in ('always', 'voted', 'closed')),
  -- Whether nobody learns who voted for what.
  is_secret boolean not null,
  closes_at timestamptz,
  -- When somebody closed it before that.
  closed_at timestamptz,
  voter_count integer not null default 0 check (voter_count >= 0),
  created_at timestamptz not null default now(),
  primary key (organization_id, thread_id),
  foreign key (organization_id, thread_id) references threads
);
select keep_within_organization('polls');
grant select, insert, update on polls to guildhall_tenant;

create table poll_options (
  organization_id uuid not null,
  thread_id uuid not null,
  option_no integer not null check (option_no between 1 and 10),
  words text not null check (length(words) between 1 and 100),
  vote_count integer not null default 0 check (vote_count >= 0),
  primary key (organization_id, thread_id, option_no),
  foreign key (organization_id, thread_id) references polls
);
select keep_within_organization('poll_options');
grant select, insert, update on poll_options to guildhall_tenant;

-- What one person chose, all of it: two identities that turn out to be one person have one ballot.
create table poll_ballots (
  organization_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  choices integer[] not null check (cardinality(choices) <= 10),
  voted_at timestamptz not null default now(),
  primary key (organization_id, thread_id, person_id),
  foreign key (organization_id, thread_id) references polls,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('poll_ballots');
grant select, insert, update, delete on poll_ballots to guildhall_tenant;
