-- Whom the words of a post name. The words keep the id that somebody was named by; the person may come to be
-- known by another.
create table post_mentions (
  organization_id uuid not null,
  post_id uuid not null,
  named_id uuid not null,
  person_id uuid not null,
  primary key (organization_id, post_id, named_id),
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, person_id) references persons
);
create index post_mentions_of_person on post_mentions (organization_id, person_id, post_id);
select keep_within_organization('post_mentions');
grant select, insert, update, delete on post_mentions to guildhall_tenant;

alter table watches
  drop constraint watches_reason_check,
  add constraint watches_reason_check check (reason in ('chosen', 'started', 'replied', 'mentioned'));
