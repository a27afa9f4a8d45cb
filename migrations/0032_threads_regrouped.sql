-- A post that went to another thread leaves a line where it stood, so that numbers stay dense and addresses
-- lead on.
alter table posts
  add column moved_to uuid,
  drop constraint posts_standing_check,
  drop constraint posts_body_source_check,
  add constraint posts_standing_check check (standing in ('visible', 'hidden', 'redacted', 'deleted', 'moved')),
  add constraint posts_body_source_check
    check (length(body_source) <= 32000 and (length(body_source) = 0) = (standing = 'moved')),
  add check ((moved_to is null) = (standing <> 'moved')),
  add foreign key (organization_id, moved_to) references posts;

-- Posts and what they answer leave a thread together, or one of them stays behind.
alter table posts
  alter constraint posts_organization_id_thread_id_parent_no_fkey deferrable initially immediate;

-- A thread that was merged is empty: its post 1 is now the one after this number, over there.
alter table threads
  add column merged_into uuid,
  add column merged_after_no integer check (merged_after_no > 0),
  add check ((merged_into is null) = (merged_after_no is null)),
  add check (merged_into is null or standing = 'deleted'),
  add foreign key (organization_id, merged_into) references threads;
create index threads_merged on threads (organization_id, merged_into) where merged_into is not null;

alter table moderation_log
  drop constraint moderation_log_deed_check,
  add constraint moderation_log_deed_check check (deed in ('hidden', 'redacted', 'deleted', 'restored', 'left',
    'upheld', 'unsealed', 'closed', 'reopened', 'timed', 'slowed', 'pinned', 'unpinned', 'moved', 'arrived',
    'merged', 'took_in', 'split', 'split_off'));
