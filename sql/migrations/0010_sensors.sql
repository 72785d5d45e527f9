-- Sensors: a kind says, as data, how a payload becomes values, and which values raise an alarm.

-- Validated by SensorDefinition of the contract; '{}' where a kind only reports alarms by itself.
alter table device_kinds add column definition jsonb not null default '{}';

-- When each was last heard, with its newest values and where its rules stand, so that a restart goes on from there.
create table device_states (
  device_id int primary key references devices on delete cascade,
  heard_at timestamptz not null,
  -- The time of the newest reading by the device's own clock, with its values by measure.
  recorded_at timestamptz,
  values jsonb not null default '{}',
  rules jsonb not null default '{}'
);

-- Values as they were measured; partitioned by day (UTC) as positions are.
create table readings (
  device_id int not null,
  recorded_at timestamptz not null,
  sequence int not null,
  received_at timestamptz not null,
  measure text not null,
  value double precision not null,
  primary key (device_id, recorded_at, sequence, measure)
) partition by range (recorded_at);
