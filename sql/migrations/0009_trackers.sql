-- What sends positions: a phone, or a box in a vehicle. One worker may carry several, each with habits of its own.

alter table workers add column kind text not null default 'person' check (kind in ('person', 'vehicle'));

create table trackers (
  -- As the device says it: the identifier of an app, an IMEI, a terminal's phone number.
  key text primary key,
  worker_id int not null references workers on delete cascade,
  kind text not null default 'phone' check (kind in ('phone', 'box')),
  label text not null default '',
  -- In which datum it says where it is.
  datum text not null default 'wgs84' check (datum in ('wgs84', 'gcj02', 'bd09')),
  -- In what the OsmAnd protocol's speed of this device is.
  speed_unit text not null default 'knots' check (speed_unit in ('knots', 'mps', 'kmh', 'mph')),
  created_at timestamptz not null default now(),
  -- Written now and then, not with every fix.
  last_heard_at timestamptz,
  last_protocol text,
  -- How far its clock is ahead of the server's; negative: behind. Null: not known.
  clock_ahead_ms bigint,
  -- What a JT/T 808 terminal said of itself when it registered first; another one with its number is refused.
  terminal text
);
create index trackers_worker on trackers (worker_id);

-- workers.device_key is the key of the worker's own phone; it is a tracker like the others.
insert into trackers (key, worker_id) select device_key, id from workers;
create function follow_device_key() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into trackers (key, worker_id) values (new.device_key, new.id);
  elsif new.device_key <> old.device_key then
    update trackers set key = new.device_key where key = old.device_key and worker_id = new.id;
  end if;
  return null;
end $$;
create trigger workers_device_key after insert or update of device_key on workers
  for each row execute function follow_device_key();

-- Of one worker at one instant there may be several fixes: two devices, or two records in one second. The sender's
-- sequence number tells them apart, or else a checksum of what the record says.
alter table positions add column sequence int not null default 0;
alter table positions drop constraint positions_pkey;
alter table positions add primary key (worker_id, recorded_at, sequence);

-- As it came, byte for byte, where it was no text.
alter table quarantined_records add column bytes bytea;
create index quarantined_records_received on quarantined_records (received_at desc, id desc);
create index quarantined_records_device on quarantined_records (device_key, id desc);

-- What was sent to a device: a text to show, or the wish to know where it is. It waits until the device is connected.
create table tracker_messages (
  id bigint generated always as identity primary key,
  worker_id int not null references workers on delete cascade,
  kind text not null check (kind in ('text', 'locate')),
  text text not null default '',
  urgent boolean not null default false,
  sent_at timestamptz not null default now(),
  sent_by text not null,
  -- The device that took it, when it was given to it, and when it said so.
  tracker_key text,
  delivered_at timestamptz,
  acknowledged_at timestamptz
);
create index tracker_messages_worker on tracker_messages (worker_id, id desc);
create index tracker_messages_waiting on tracker_messages (worker_id, id) where acknowledged_at is null;
