-- What an article was made of may come out of an archive, where a post has its last wording only: 0 stands for one before.
alter table article_sources drop constraint article_sources_revision_no_check;
alter table article_sources add constraint article_sources_revision_no_check check (revision_no >= 0);
