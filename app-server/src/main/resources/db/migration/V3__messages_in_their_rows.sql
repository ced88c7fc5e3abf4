-- H2 keeps text as a large object: beyond 256 characters in tables of its own, a stream for each.
-- An event is never longer than a frame; PostgreSQL makes no difference between the two types.
alter table room_events alter column data set data type varchar;
alter table room_events alter column body set data type varchar;
