-- Citizens: rating a case by a link, and seeing how far it is.

-- One link for each round of a case, made as it closes. The token follows from a key of ours, so it can be shown again.
create table rating_links (
  token_hash bytea primary key,
  case_id bigint not null references cases,
  round int not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  unique (case_id, round)
);

-- Four digits of a telephone number can be guessed: so often they were tried on a case on its last such day.
create table citizen_lookups (
  case_id bigint primary key references cases,
  day date not null,
  tries int not null
);
