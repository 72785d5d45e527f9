-- Clocks of cases: the calendar of work, limits as rules, a clock for each stage of a case, supervision and cards.

-- A year that is not here has no official days: limits then fall back to Monday to Friday, and say so.
create table calendar_years (
  year int primary key check (year between 2000 and 2100),
  -- The notice that it is taken from.
  source text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null default 'system'
);
-- Days that differ from the week: a holiday, or a weekend that is worked 调休.
create table calendar_days (
  day date primary key,
  year int not null references calendar_years on delete cascade,
  name text not null,
  is_off boolean not null
);
insert into calendar_years (year, source) values
  (2024, '国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）'),
  (2025, '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）'),
  (2026, '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）');
insert into calendar_days (day, year, name, is_off)
select day::date, extract(year from day)::int, name, true from (values
  ('元旦', '2024-01-01', '2024-01-01'),
  ('春节', '2024-02-10', '2024-02-17'),
  ('清明节', '2024-04-04', '2024-04-06'),
  ('劳动节', '2024-05-01', '2024-05-05'),
  ('端午节', '2024-06-10', '2024-06-10'),
  ('中秋节', '2024-09-15', '2024-09-17'),
  ('国庆节', '2024-10-01', '2024-10-07'),
  ('元旦', '2025-01-01', '2025-01-01'),
  ('春节', '2025-01-28', '2025-02-04'),
  ('清明节', '2025-04-04', '2025-04-06'),
  ('劳动节', '2025-05-01', '2025-05-05'),
  ('端午节', '2025-05-31', '2025-06-02'),
  ('国庆节、中秋节', '2025-10-01', '2025-10-08'),
  ('元旦', '2026-01-01', '2026-01-03'),
  ('春节', '2026-02-15', '2026-02-23'),
  ('清明节', '2026-04-04', '2026-04-06'),
  ('劳动节', '2026-05-01', '2026-05-05'),
  ('端午节', '2026-06-19', '2026-06-21'),
  ('中秋节', '2026-09-25', '2026-09-27'),
  ('国庆节', '2026-10-01', '2026-10-07')
) as holidays (name, first, last), generate_series(first::timestamp, last::timestamp, interval '1 day') as day;
insert into calendar_days (day, year, name, is_off)
select day::date, extract(year from day::date)::int, name, false from (values
  ('春节', '2024-02-04'), ('春节', '2024-02-18'), ('清明节', '2024-04-07'), ('劳动节', '2024-04-28'),
  ('劳动节', '2024-05-11'), ('中秋节', '2024-09-14'), ('国庆节', '2024-09-29'), ('国庆节', '2024-10-12'),
  ('春节', '2025-01-26'), ('春节', '2025-02-08'), ('劳动节', '2025-04-27'), ('国庆节、中秋节', '2025-09-28'),
  ('国庆节、中秋节', '2025-10-11'), ('元旦', '2026-01-04'), ('春节', '2026-02-14'), ('春节', '2026-02-28'),
  ('劳动节', '2026-05-09'), ('国庆节', '2026-09-20'), ('国庆节', '2026-10-10')
) as worked (name, day);

-- Rules come in sets that are switched on and off as one.
create table limit_sets (
  code text primary key,
  name text not null,
  name_en text not null,
  enabled boolean not null
);
insert into limit_sets (code, name, name_en, enabled) values
  ('local', '本市时限', 'Limits of this city', true),
  ('123', '“123”工作制', '“123”: accept in 1 day, finish in 2, feed back in 3', false);

-- How long a stage may take. Of all that fit a case the one that ends first counts.
create table limit_rules (
  id int generated always as identity primary key,
  set_code text not null references limit_sets default 'local',
  -- Prefixes: '' is every category, and the whole city.
  category_prefix text not null default '',
  area_prefix text not null default '',
  stage text not null check (stage in ('accept', 'dispatch', 'handle', 'feedback')),
  amount numeric not null check (amount > 0),
  kind text not null check (kind in ('urgent-hour', 'working-hour', 'working-day', 'natural-day')),
  -- From the report, or from when it was sent out first.
  counted_from text not null default 'filing' check (counted_from in ('filing', 'dispatch')),
  -- The legal basis.
  source text not null,
  valid_from timestamptz not null default '2000-01-01',
  valid_to timestamptz check (valid_to > valid_from)
);
insert into limit_rules (set_code, stage, amount, kind, source) values
  ('123', 'accept', 1, 'natural-day', '“一日受理、两日办结、三日反馈”工作制度'),
  ('123', 'handle', 2, 'natural-day', '“一日受理、两日办结、三日反馈”工作制度'),
  ('123', 'feedback', 3, 'natural-day', '“一日受理、两日办结、三日反馈”工作制度');

create table case_clocks (
  case_id bigint not null references cases on delete cascade,
  round int not null,
  stage text not null,
  -- Null: the limit of the category, or of a plan for war.
  rule_id int references limit_rules on delete set null,
  kind text not null,
  -- All the time that it has, extensions included, in its own kind of time.
  total_ms bigint not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  yellow_at timestamptz not null,
  -- It stands: suspended, not yet sent out, or stopped; with so much left.
  paused_at timestamptz,
  left_ms bigint,
  waits_for_dispatch boolean not null default false,
  stopped_at timestamptz,
  colour text not null check (colour in ('green', 'yellow', 'red')),
  supervised_stage int not null default 0,
  -- When the server has to look again; null: not before somebody acts.
  next_change_at timestamptz,
  -- Some of its time lies in a year without a calendar.
  calendar_fallback boolean not null default false,
  primary key (case_id, round, stage)
);
create index case_clocks_next on case_clocks (next_change_at) where next_change_at is not null;

-- 三阶督办: when handling has been overdue for so long, whose desk looks after it.
create table supervision_rules (
  id int generated always as identity primary key,
  stage int not null check (stage between 1 and 3),
  amount numeric not null check (amount >= 0),
  kind text not null check (kind in ('urgent-hour', 'working-hour', 'working-day', 'natural-day')),
  level text not null check (level in ('community', 'street', 'district', 'city')),
  area_prefix text not null default '',
  note text not null,
  unique (area_prefix, stage)
);
insert into supervision_rules (stage, amount, kind, level, note) values
  (1, 0, 'urgent-hour', 'street', '一阶跟踪督：社区书记、街道分管领导'),
  (2, 1, 'working-day', 'district', '二阶加压督：分管区领导、区两办'),
  (3, 3, 'working-day', 'city', '三阶通报督：列入每周通报');

create table supervisions (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases on delete cascade,
  event_id bigint not null references case_events,
  round int not null,
  stage int not null check (stage between 1 and 3),
  kind text not null check (kind in ('instant', 'written', 'on-site', 'referral')),
  -- Whose desk supervises: a prefix of the case's area.
  desk_code text not null,
  unit_id int references units,
  at timestamptz not null,
  by_name text not null,
  -- By the rules, not by a person.
  automatic boolean not null,
  note text not null
);
create index supervisions_at on supervisions (at desc, id desc);
create index supervisions_case on supervisions (case_id);

-- 黄牌警示、红牌督办: to a unit.
create table unit_cards (
  id bigint generated always as identity primary key,
  unit_id int not null references units,
  case_id bigint not null references cases on delete cascade,
  event_id bigint not null references case_events,
  colour text not null check (colour in ('yellow', 'red')),
  reason text not null,
  issued_at timestamptz not null,
  issued_by text not null,
  -- Of a yellow one: it was counted into that red one.
  counted_in bigint references unit_cards,
  delivered_at timestamptz,
  delivered_to text,
  replied_at timestamptz,
  replied_by text,
  reply text
);
create index unit_cards_unit on unit_cards (unit_id, issued_at desc);
