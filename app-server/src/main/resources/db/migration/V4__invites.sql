create table invites (
    id uuid primary key,
    -- SHA-256 of the token, in hex: whoever reads the database cannot come in with it.
    token_hash varchar(64) not null,
    -- Null for an invite to the server alone.
    room_id uuid references rooms (id),
    -- Null for the server's operator.
    created_by uuid references users (id),
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    uses integer not null,
    used integer default 0 not null,
    -- Whether it lets people register where registration is closed.
    registers boolean not null,
    constraint invites_token_unique unique (token_hash)
);
create index invites_by_room on invites (room_id);
create index invites_by_creator on invites (created_by);

-- Whom an invite let in, and whom it does not let in any more because they were removed.
create table invite_people (
    invite_id uuid not null references invites (id),
    user_id uuid not null references users (id),
    since timestamp with time zone not null,
    barred boolean not null,
    primary key (invite_id, user_id)
);
create index invite_people_by_user on invite_people (user_id);
