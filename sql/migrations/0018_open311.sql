-- Open311 GeoReport v2: who may report by it, what its services ask, and what its requests said beside the case.

-- Kept as a hash: the key is told once.
create table open311_keys (
  id int generated always as identity primary key,
  key_hash bytea not null unique,
  label text not null,
  -- A prefix of area codes: where its holder may report.
  scope_code text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

-- What is asked of whoever reports a case of a category.
create table open311_attributes (
  category_code text not null references categories,
  code text not null check (code ~ '^[A-Za-z0-9_-]{1,32}$'),
  datatype text not null check (
    datatype in ('string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist')),
  required boolean not null,
  -- False: it is only said, nothing is to be answered.
  variable boolean not null,
  description text not null,
  description_en text not null,
  datatype_description text not null,
  position int not null,
  -- [{"key", "name", "nameEn"}]
  "values" jsonb not null,
  primary key (category_code, code),
  check (variable or not required)
);

create table open311_requests (
  case_id bigint primary key references cases,
  key_id int not null references open311_keys,
  address_id text,
  -- A link, as it was given: nobody here has looked at what is behind it.
  media_url text,
  -- [{"code", "description", "values": [{"key", "name"}]}], in the words of the day of the report.
  answers jsonb not null
);
