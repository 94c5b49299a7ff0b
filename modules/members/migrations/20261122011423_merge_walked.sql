-- Tách lại: the revisions at which records stood before a merge and stand since it was taken back with nothing of
-- them changed, so that an import from before the merge can still be taken back.
alter table member_merge add column
    revisions text not null default '';
