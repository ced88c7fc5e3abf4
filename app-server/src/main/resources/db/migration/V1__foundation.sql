-- One script for H2 (MODE=PostgreSQL) and PostgreSQL. Times are UTC; ids are UUID version 7.

create table users (
    id uuid primary key,
    name varchar(64) not null,
    -- Case-folded and confusable forms: what makes a name taken or too similar.
    name_key varchar(256) not null,
    name_skeleton varchar(512) not null,
    folded_skeleton varchar(512) not null,
    display_name varchar(256) not null,
    email varchar(254),
    email_key varchar(254),
    password_hash varchar(100) not null,
    admin boolean default false not null,
    created_at timestamp with time zone not null,
    disabled_at timestamp with time zone,
    constraint users_name_unique unique (name_key),
    constraint users_skeleton_unique unique (name_skeleton),
    constraint users_folded_skeleton_unique unique (folded_skeleton),
    constraint users_email_unique unique (email_key)
);

-- A sign-in on one device: the family of its refresh tokens.
create table login_sessions (
    id uuid primary key,
    user_id uuid not null references users (id),
    created_at timestamp with time zone not null,
    last_used_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    end_reason varchar(32),
    device varchar(200) not null,
    address varchar(64) not null
);
create index login_sessions_by_user on login_sessions (user_id, ended_at);

create table refresh_tokens (
    -- The code generator takes bytea for a blob, which its H2 cannot index: it sees no key here.
    token_hash bytea not null /* [jooq ignore start] */ primary key /* [jooq ignore stop] */,
    session_id uuid not null references login_sessions (id),
    issued_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    used_at timestamp with time zone
);
create index refresh_tokens_by_session on refresh_tokens (session_id);

create table rooms (
    id uuid primary key,
    name varchar(256) not null,
    -- Null once the room is deleted, which frees the name; the row stays as a tombstone.
    name_key varchar(512),
    name_skeleton varchar(1024),
    folded_skeleton varchar(1024),
    topic varchar(1024) not null,
    password_hash varchar(100),
    created_at timestamp with time zone not null,
    created_by uuid not null references users (id),
    last_seq bigint not null,
    deleted_at timestamp with time zone,
    constraint rooms_name_unique unique (name_key),
    constraint rooms_skeleton_unique unique (name_skeleton),
    constraint rooms_folded_skeleton_unique unique (folded_skeleton)
);

create table room_members (
    room_id uuid not null references rooms (id),
    user_id uuid not null references users (id),
    role varchar(16) not null,
    joined_at timestamp with time zone not null,
    primary key (room_id, user_id)
);
create index room_members_by_user on room_members (user_id);

create table room_bans (
    room_id uuid not null references rooms (id),
    user_id uuid not null references users (id),
    banned_by uuid not null references users (id),
    banned_at timestamp with time zone not null,
    reason varchar(1024),
    primary key (room_id, user_id)
);

-- The log of a room: the truth that history, resume and other nodes read.
create table room_events (
    room_id uuid not null references rooms (id),
    seq bigint not null,
    at timestamp with time zone not null,
    type varchar(64) not null,
    kind varchar(16) not null,
    author_id uuid not null,
    data text not null,
    -- Of messages only: what a retry and a text filter look at.
    message_id uuid,
    client_key uuid,
    body text,
    primary key (room_id, seq),
    -- A null client_key never collides: other events have none.
    constraint room_events_client_key unique (author_id, client_key)
);

create table audit_log (
    id bigint primary key,
    at timestamp with time zone not null,
    actor varchar(64),
    action varchar(48) not null,
    subject varchar(200),
    address varchar(64),
    detail varchar(1000),
    previous_hash varchar(64) not null,
    row_hash varchar(64) not null
);

-- One row: the end of the chain, so that a removed tail shows too.
create table audit_head (
    only_row smallint primary key,
    last_id bigint not null,
    last_hash varchar(64) not null
);
insert into audit_head (only_row, last_id, last_hash) values (1, 0, '');
