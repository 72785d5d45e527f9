-- Who handles what: rules of the catalogue with effective dates 法定拍, consultations 商定拍, decisions 指定拍, what they lead
-- to in the catalogue each month, the persons who handle in a grid, and what is put before the discipline inspection.

alter table categories
  -- Cases that belong here, in the words of those who call: a search finds the category by them.
  add column examples text[] not null default '{}',
  -- 'transcription': of the national code dictionary as a public table has it, which is no certified copy.
  add column source text not null default 'own' check (source in ('own', 'transcription'));
update categories set source = 'transcription'
  where code ~ '^[BS]([0-9]{2}|[0-9]{5})?$'
    and exists (select from settings where key = 'city' and value -> 'simulated' = 'true'::jsonb);
create index categories_parent on categories (parent_code);

create table consultations (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  round int not null,
  -- The case's place, so that scopes need no join.
  area_code text not null references areas,
  -- Who convenes: the desk that holds the case.
  desk_code text not null,
  unit_ids int[] not null,
  reason text not null,
  opened_at timestamptz not null,
  opened_by text not null,
  -- 'superseded': another one was opened; 'abandoned': the case went on without an agreement.
  state text not null default 'open' check (state in ('open', 'agreed', 'designated', 'superseded', 'abandoned')),
  lead_unit_id int references units,
  assist_unit_ids int[] not null default '{}',
  -- Of a designation: the leader who decided.
  decided_by text,
  closed_at timestamptz,
  closed_by text,
  check ((state = 'open') = (closed_at is null))
);
create unique index consultations_open on consultations (case_id) where state = 'open';
create index consultations_area on consultations (area_code text_pattern_ops, id desc);

-- What the units invited say. The last one of a unit counts; the others stay.
create table consultation_statements (
  id bigint generated always as identity primary key,
  consultation_id bigint not null references consultations,
  unit_id int not null references units,
  stance text not null check (stance in ('lead', 'assist', 'decline')),
  text text not null,
  at timestamptz not null,
  said_by text not null,
  -- Written down by the desk, not by the unit itself.
  on_behalf boolean not null
);
create index consultation_statements_of on consultation_statements (consultation_id, id);

-- 法定拍. The rule of the nearest category above a case, of those the one with the smallest area, decides.
create table duty_rules (
  id int generated always as identity primary key,
  category_code text not null references categories,
  -- A prefix of area and grid codes; '': everywhere.
  area_code text not null default '',
  unit_id int references units,
  unit_kind text,
  assist_unit_ids int[] not null default '{}',
  assist_unit_kinds text[] not null default '{}',
  -- 直通车: such cases are sent out as they come, without a desk.
  express boolean not null default false,
  examples text[] not null default '{}',
  valid_from timestamptz not null,
  valid_to timestamptz,
  -- How it came about: laid down, agreed on, or designated.
  provenance text not null default 'rule' check (provenance in ('rule', 'agreed', 'designated')),
  consultation_id bigint references consultations,
  note text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  check ((unit_id is null) <> (unit_kind is null)),
  check (valid_to is null or valid_to >= valid_from)
);
create index duty_rules_category on duty_rules (category_code, area_code);

-- What a month's agreements and decisions would make of the catalogue.
create table catalogue_proposals (
  id int generated always as identity primary key,
  -- '2026-11'.
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  category_code text not null references categories,
  area_code text not null,
  unit_id int not null references units,
  assist_unit_ids int[] not null,
  provenance text not null check (provenance in ('agreed', 'designated')),
  case_ids bigint[] not null,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'rejected')),
  rule_id int references duty_rules,
  decided_at timestamptz,
  decided_by text,
  reason text,
  unique (month, category_code, area_code, unit_id, assist_unit_ids, provenance)
);

-- Grid × department: who handles for a unit in a grid, or in an area and all below it. Grids are named by their codes,
-- which stay when boundaries change.
create table grid_handlers (
  id int generated always as identity primary key,
  grid_code text,
  area_code text references areas,
  unit_id int not null references units,
  account_id int references accounts on delete cascade,
  name text not null,
  phone text not null default '',
  check ((grid_code is null) <> (area_code is null))
);
create unique index grid_handlers_place on grid_handlers (unit_id, coalesce(grid_code, area_code));

alter table orders
  add column handler_account_id int references accounts on delete set null,
  add column handler_name text,
  add column handler_phone text;

-- 纪委监督: six kinds of what is put before the discipline inspection. The practice that this follows names three of them;
-- the others a city fills in. A trigger other than 'person' is counted by the server from the case.
create table discipline_rules (
  code text primary key,
  position int not null,
  name text not null,
  name_en text not null,
  trigger text not null check (trigger in ('person', 'refusals', 'returns', 'reworks', 'urges', 'reopens')),
  threshold int not null default 1 check (threshold >= 1),
  enabled boolean not null
);
insert into discipline_rules (code, position, name, name_en, trigger, threshold, enabled) values
  ('refused-twice', 1, '两次“拍定”不受理', 'Refused two rulings', 'refusals', 2, true),
  ('public-opinion', 2, '产生重大舆情', 'Caused a major public outcry', 'person', 1, true),
  ('petition', 3, '形成信访案件', 'Became a petition', 'person', 1, true),
  ('custom-1', 4, '自定义情形一', 'Custom rule 1', 'person', 1, false),
  ('custom-2', 5, '自定义情形二', 'Custom rule 2', 'person', 1, false),
  ('custom-3', 6, '自定义情形三', 'Custom rule 3', 'person', 1, false);

create table discipline_flags (
  id bigint generated always as identity primary key,
  rule text not null references discipline_rules,
  case_id bigint not null references cases,
  area_code text not null references areas,
  unit_id int references units,
  at timestamptz not null,
  raised_by text not null,
  note text not null default '',
  state text not null default 'open' check (state in ('open', 'upheld', 'dismissed')),
  resolved_at timestamptz,
  resolved_by text,
  resolution text
);
create unique index discipline_flags_open on discipline_flags (rule, case_id, coalesce(unit_id, 0)) where state = 'open';
create index discipline_flags_area on discipline_flags (area_code text_pattern_ops, id desc);
