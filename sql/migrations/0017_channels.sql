-- By which ways cases come, who reported them, who is told of what becomes of them, and what could not be understood.

create table channels (
  code text primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('hotline', 'emergency', 'public', 'patrol', 'device', 'visit', 'partner', 'file')),
  -- The template of its cases; null: 'standard', unless something else names one.
  template text references flow_templates,
  -- 未诉先办: found by the city itself before anybody complains; else 接诉即办.
  proactive boolean not null default false,
  -- One that is not takes no new cases.
  enabled boolean not null default true,
  -- How what it sends is read: ChannelMapping of the contract; null: our own form.
  mapping json,
  position int not null
);
insert into channels (code, name, name_en, kind, proactive, position) values
  ('12345', '12345 热线', '12345 hotline', 'hotline', false, 1),
  ('110', '110 联动', '110 police', 'emergency', false, 2),
  ('patrol', '网格巡查', 'Patrol', 'patrol', true, 3),
  ('app', '市民上报', 'Citizen app', 'public', false, 4),
  ('iot', '物联感知', 'IoT', 'device', true, 5),
  ('ai', '视频智能', 'Video AI', 'device', true, 6),
  ('visit', '入户走访', 'Home visit', 'visit', true, 7),
  ('119', '119 消防', '119 fire', 'emergency', false, 8),
  ('120', '120 急救', '120 ambulance', 'emergency', false, 9),
  ('122', '122 交管', '122 traffic', 'emergency', false, 10),
  ('web', '门户网站', 'Website', 'public', false, 11),
  ('wechat', '微信', 'WeChat', 'public', false, 12),
  ('letter', '信访', 'Petition', 'visit', false, 13),
  ('open311', 'Open311', 'Open311', 'public', false, 14),
  ('import', '表格导入', 'Table import', 'file', false, 15);

-- Who reported a case, as far as he said so; gone some time after it was closed.
create table case_contacts (
  case_id bigint primary key references cases,
  name text,
  phone text,
  email text
);

-- Who is told of what becomes of cases.
create table webhooks (
  id int generated always as identity primary key,
  label text not null,
  url text not null,
  -- Signs what is sent, so it is kept as it is; shown once, when it is made.
  secret text not null,
  -- Kinds of case_events; empty: all.
  events text[] not null,
  scope_code text not null,
  -- Only cases of this channel; null: of all.
  channel text references channels,
  -- Whether who reported a case is told: only to the channel that the case came from.
  with_contact boolean not null default false,
  enabled boolean not null default true,
  disabled_reason text,
  created_at timestamptz not null default now(),
  last_at timestamptz,
  last_status int,
  last_error text,
  constraint webhooks_contact_to_its_channel check (not with_contact or channel is not null)
);

-- The outbox: written in the transaction of the change, sent after it, in the order of `sequence` for each hook and case.
create table webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity unique,
  webhook_id int not null references webhooks on delete cascade,
  case_id bigint not null references cases,
  event_id bigint not null,
  kind text not null,
  body jsonb not null,
  created_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts int not null default 0,
  next_at timestamptz not null,
  -- A process is sending it; when that has died, another one may after this time.
  leased_until timestamptz,
  last_status int,
  last_error text,
  ended_at timestamptz
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, sequence) where state = 'waiting';
create index webhook_deliveries_of_case on webhook_deliveries (webhook_id, case_id, sequence) where state = 'waiting';
create index webhook_deliveries_dead on webhook_deliveries (webhook_id, sequence desc) where state = 'dead';
create index webhook_deliveries_ended on webhook_deliveries (ended_at) where state <> 'waiting';

-- What a channel sent and nobody could understand, as it came. The same bytes again count up.
create table channel_rejects (
  id bigint generated always as identity primary key,
  channel text not null references channels,
  received_at timestamptz not null,
  sender text not null,
  scope_code text not null,
  external_number text,
  -- ["lng, lat: got …, expected …"]
  reasons jsonb not null,
  bytes bytea not null,
  times int not null default 1,
  state text not null default 'open' check (state in ('open', 'replayed', 'discarded')),
  case_id bigint references cases,
  ended_at timestamptz,
  ended_by text
);
create unique index channel_rejects_same on channel_rejects (channel, scope_code, md5(bytes)) where state = 'open';
create index channel_rejects_open on channel_rejects (id desc) where state = 'open';

-- Tables of cases that were imported, with what became of each row.
create table case_imports (
  id bigint generated always as identity primary key,
  file text not null,
  channel text not null references channels,
  scope_code text not null,
  imported_at timestamptz not null,
  imported_by text not null,
  created int not null,
  known int not null,
  refused int not null,
  -- [{"row", "externalNumber", "number", "reason"}]
  results jsonb not null
);
