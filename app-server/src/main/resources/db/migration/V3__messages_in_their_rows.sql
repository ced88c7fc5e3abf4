-- H2 keeps text as a large object: beyond 256 characters in tables of its own, a stream for each.
-- An event is never longer than a frame; PostgreSQL makes no difference between the two types.
alter table room_events alter column data set data type varchar;
alter table room_events alter column body set data type varchar;

-- The key first: keys that begin with the time (UUIDs of version 7) go to the end of the index,
-- whoever wrote them, instead of one place for every author.
alter table room_events drop constraint room_events_client_key;
alter table room_events add constraint room_events_client_key unique (client_key, author_id);
