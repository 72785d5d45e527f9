-- Who may do what, and who did.

create table accounts (
  id int generated always as identity primary key,
  login text not null unique,
  password_hash text not null,
  role text not null check (role in ('admin', 'duty', 'leader')),
  scope_code text not null references areas,
  display_name text not null,
  created_at timestamptz not null default now()
);

-- A token is kept only as its SHA-256. 'session': a person's browser; 'wall': may only look; 'device': may only send.
create table access_tokens (
  token_hash bytea primary key,
  kind text not null check (kind in ('session', 'wall', 'device')),
  label text not null,
  account_id int references accounts,
  scope_code text not null references areas,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  check ((kind = 'session') = (account_id is not null))
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
