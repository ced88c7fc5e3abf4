-- What a name looks like, one or two shapes. Two names that look alike have one in common, so this
-- key lets exactly one of them in, on whatever node they are registered.
create table user_name_shapes (
    shape varchar(512) primary key,
    user_id uuid not null references users (id)
);
insert into user_name_shapes (shape, user_id) select name_skeleton, id from users;
insert into user_name_shapes (shape, user_id)
    select folded_skeleton, id from users where folded_skeleton <> name_skeleton;
create index user_name_shapes_by_user on user_name_shapes (user_id);

create table room_name_shapes (
    shape varchar(1024) primary key,
    room_id uuid not null references rooms (id)
);
insert into room_name_shapes (shape, room_id)
    select name_skeleton, id from rooms where name_skeleton is not null;
insert into room_name_shapes (shape, room_id)
    select folded_skeleton, id from rooms
    where folded_skeleton is not null and folded_skeleton <> name_skeleton;
create index room_name_shapes_by_room on room_name_shapes (room_id);

alter table users drop constraint users_skeleton_unique;
alter table users drop constraint users_folded_skeleton_unique;
alter table users drop column name_skeleton;
alter table users drop column folded_skeleton;
alter table rooms drop constraint rooms_skeleton_unique;
alter table rooms drop constraint rooms_folded_skeleton_unique;
alter table rooms drop column name_skeleton;
alter table rooms drop column folded_skeleton;

-- How many exchanges lie before a token: one of a greater number is a successor.
alter table refresh_tokens add column generation integer default 0 not null;
