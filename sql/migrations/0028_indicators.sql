-- All that indicators look at of a case, in order of time: a year of two million is read from here without the rows
-- themselves, which are many times as long. It leads lists by time as the one before it did.
drop index cases_reported;
create index cases_reported on cases (reported_at desc, id desc)
  include (closed_at, area_code, status, category_code, unit_id, channel, template, mode, excluded, due_at, suspended_at,
    registered_at, dispatched_at, handled_at, replied_at, checked_at, dispatches, refusals, returns, reworks, round,
    responded, solved, satisfied, desk_code, reporter_worker_id, watcher_worker_id);
