-- The whole life of a case: templates of its steps as data, who holds it, rounds, pauses, and what its event log says of
-- all that. The row in cases stays the projection of its events.

-- The main line of steps that people of this city take, in order. What is not among them does not exist for such a case.
create table flow_templates (
  code text primary key,
  name text not null,
  name_en text not null,
  -- [{"step": "dispatch", "name": "转办", "nameEn": "Assign"}, …]
  steps jsonb not null,
  -- Whether such cases are sent out as they come, without a desk.
  express boolean not null default false,
  position int not null
);
insert into flow_templates (code, name, name_en, position, express, steps) values
  ('standard', '双派单', 'Two orders', 1, false, '[
    {"step": "report", "name": "上报", "nameEn": "Report"}, {"step": "dispatch", "name": "派遣", "nameEn": "Dispatch"},
    {"step": "handle", "name": "处置", "nameEn": "Handle"}, {"step": "close", "name": "核实结案", "nameEn": "Confirm and close"}]'),
  ('five-step', '五步工作法', 'Five steps', 2, false, '[
    {"step": "report", "name": "上报", "nameEn": "Report"}, {"step": "dispatch", "name": "转办", "nameEn": "Assign"},
    {"step": "handle", "name": "处置", "nameEn": "Handle"}, {"step": "check", "name": "核实", "nameEn": "Verify"},
    {"step": "close", "name": "结案", "nameEn": "Close"}]'),
  ('six-step', '六步工作法', 'Six steps', 3, false, '[
    {"step": "report", "name": "登记", "nameEn": "Record"}, {"step": "register", "name": "受理研判", "nameEn": "Accept and judge"},
    {"step": "dispatch", "name": "转办交办", "nameEn": "Assign"}, {"step": "handle", "name": "办理", "nameEn": "Handle"},
    {"step": "reply", "name": "回复上报", "nameEn": "Reply"}, {"step": "revisit", "name": "回访核实", "nameEn": "Call back"},
    {"step": "close", "name": "结案", "nameEn": "Close"}, {"step": "archive", "name": "整理归档", "nameEn": "Archive"}]'),
  ('eight-step', '国标八步', 'National standard, eight steps', 4, false, '[
    {"step": "report", "name": "信息采集", "nameEn": "Collect"}, {"step": "register", "name": "案卷建立", "nameEn": "Register"},
    {"step": "dispatch", "name": "任务派遣", "nameEn": "Dispatch"}, {"step": "handle", "name": "任务处理", "nameEn": "Handle"},
    {"step": "reply", "name": "处理反馈", "nameEn": "Reply"}, {"step": "check", "name": "核查", "nameEn": "Check"},
    {"step": "close", "name": "结案", "nameEn": "Close"}, {"step": "archive", "name": "综合评价", "nameEn": "Evaluate"}]'),
  ('express', '直通车', 'Express lane', 5, true, '[
    {"step": "report", "name": "上报", "nameEn": "Report"}, {"step": "dispatch", "name": "直派", "nameEn": "Sent directly"},
    {"step": "handle", "name": "处置", "nameEn": "Handle"}, {"step": "close", "name": "核实结案", "nameEn": "Confirm and close"}]');

alter table cases
  drop constraint cases_status_check,
  add constraint cases_status_check check (status in ('reported', 'verifying', 'registered', 'dispatched', 'handled',
    'replied', 'checked', 'visited', 'closed', 'archived', 'rejected', 'merged')),
  -- Rises with every event: who acts on an older one is told.
  add column version int not null default 1,
  add column round int not null default 1,
  add column template text not null default 'standard' references flow_templates,
  -- Whose desk it lies on: a prefix code of any level, the province's two digits included; '' is not yet a desk's.
  add column desk_code text not null default '',
  add column colour text not null default 'green' check (colour in ('green', 'yellow', 'red')),
  add column suspended_at timestamptz,
  -- The assisting units; the leading one is unit_id, the first that ever was sent it first_unit_id (首接责任).
  add column assist_unit_ids int[] not null default '{}',
  add column first_unit_id int references units,
  -- How the unit was found: PROVENANCES of the contract.
  add column provenance text not null default 'rule',
  -- When each step was taken last; null: never, or not in this round.
  add column registered_at timestamptz,
  add column dispatched_at timestamptz,
  add column accepted_at timestamptz,
  add column handled_at timestamptz,
  add column replied_at timestamptz,
  add column checked_at timestamptz,
  add column visited_at timestamptz,
  add column archived_at timestamptz,
  -- How often, over all rounds.
  add column dispatches int not null default 0,
  add column refusals int not null default 0,
  add column returns int not null default 0,
  add column reworks int not null default 0,
  add column urges int not null default 0,
  -- What was asked and waits for an answer: Pending of server/cases/flow/case-state.ts.
  add column pending jsonb not null default '{}',
  add column merged_into bigint references cases,
  add column split_from bigint references cases,
  -- 三率: what the citizen said when asked; null: not asked, or not reached.
  add column responded boolean,
  add column solved boolean,
  add column satisfied boolean,
  add column rating smallint check (rating between 1 and 5),
  -- 'war' and 'drill' are outside normal statistics.
  add column mode text not null default 'normal' check (mode in ('normal', 'war', 'drill')),
  -- An appeal was granted: outside statistics.
  add column excluded boolean not null default false,
  -- A keyed hash of the person's number: the same person again, and nobody's name.
  add column person_hash bytea;

update cases set desk_code = area_code, first_unit_id = unit_id,
  dispatches = case when status in ('dispatched', 'handled', 'closed') then 1 else 0 end;
update cases set dispatched_at = (select max(at) from case_events where case_id = cases.id and kind = 'dispatch'),
                 handled_at = (select max(at) from case_events where case_id = cases.id and kind = 'handle')
  where status in ('dispatched', 'handled', 'closed');

drop index cases_open;
create index cases_open on cases (area_code text_pattern_ops, id desc)
  where status not in ('closed', 'archived', 'rejected', 'merged');
create index cases_person on cases (person_hash, reported_at desc) where person_hash is not null;

alter table case_events
  add column round int not null default 1,
  add column from_status text,
  -- 'account', 'device', 'citizen' or 'system', with the account's id.
  add column actor_type text not null default 'system',
  add column actor_id int;

-- What has happened has happened.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log % is append-only: it takes no %.', tg_table_name, tg_op using errcode = '0A000';
end $$;
create trigger case_events_append_only before update or delete on case_events
  for each row execute function refuse_change();

alter table orders
  drop constraint orders_role_check,
  drop constraint orders_check,
  drop constraint orders_check1,
  -- 'assist': a unit beside the leading one; 'verify': the worker looks before it is registered.
  add constraint orders_role_check check (role in ('handle', 'assist', 'watch', 'verify')),
  add constraint orders_to_a_unit check ((role in ('handle', 'assist')) = (unit_id is not null)),
  add constraint orders_to_a_worker check ((role in ('watch', 'verify')) = (worker_id is not null)),
  add column round int not null default 1,
  add column accepted_at timestamptz,
  add column revoked_at timestamptz;

-- The event with which a file came.
alter table attachments
  add column event_id bigint references case_events,
  add column point geometry(Point, 4326),
  add column taken_at timestamptz;

-- 抄送: a desk that was skipped may read along.
create table case_copies (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  desk_code text not null,
  at timestamptz not null,
  reason text not null,
  read_at timestamptz,
  read_by text,
  unique (case_id, desk_code)
);
create index case_copies_unread on case_copies (desk_code text_pattern_ops, id desc) where read_at is null;

-- Those who handle and those who watch have accounts of their own. A scope may be the province's, which is no area.
alter table accounts
  drop constraint accounts_role_check,
  drop constraint accounts_scope_code_fkey,
  add constraint accounts_role_check check (role in ('admin', 'duty', 'leader', 'unit', 'worker')),
  add column unit_id int references units,
  add column worker_id int references workers on delete cascade,
  add constraint accounts_unit check ((role = 'unit') = (unit_id is not null)),
  add constraint accounts_worker check ((role = 'worker') = (worker_id is not null));
alter table access_tokens drop constraint access_tokens_scope_code_fkey;
