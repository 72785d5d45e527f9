-- When a key was used last is told from what was reported with it.
create index open311_requests_of_key on open311_requests (key_id, case_id);
