-- whether the check that is due tells nobody: at the undoing of a merge two people are again in the segments in which
-- each was before, and have not come into them or left them by that
alter table membership add column quiet boolean not null default false;
