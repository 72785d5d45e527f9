-- By which rows are found that are kept no longer (server/retention/rules.ts).
create index audit_log_failed_logins on audit_log (at) where action = 'login-failed';
create index access_tokens_expires on access_tokens (expires_at) where expires_at is not null;
create index alarms_over on alarms (coalesce(cleared_at, last_at)) where cleared and case_id is null;
create index tracker_messages_sent on tracker_messages (sent_at);
create index rating_links_expires on rating_links (expires_at);

-- A text is kept as long as what it is the receipt of.
create index command_receivers_message on command_receivers (message_id);
create index roll_call_people_message on roll_call_people (message_id) where message_id is not null;
