-- Sensors: a kind says, as data, how a payload becomes values, and which values raise an alarm.

-- Validated by SensorDefinition of the contract; '{}' where a kind only reports alarms by itself.
alter table device_kinds add column definition jsonb not null default '{}';

-- Silence of a device that was never heard counts from its registration. One that is retired sends nothing any more; it
-- stays for the sake of its alarms.
alter table devices
  add column registered_at timestamptz not null default now(),
  add column retired boolean not null default false;

-- What is known of a device now, so that a restart goes on from there.
create table device_states (
  device_id int primary key references devices on delete cascade,
  -- By the server's clock; null: never.
  heard_at timestamptz,
  -- Since when it has been taken for silent; null while it is not.
  silent_since timestamptz,
  -- The time of the newest reading by the device's own clock.
  recorded_at timestamptz,
  -- By measure: its newest value, and when it was measured.
  values jsonb not null default '{}',
  -- By type of alarm: where the rule that raises it stands.
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
