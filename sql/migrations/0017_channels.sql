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
  mapping jsonb,
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
