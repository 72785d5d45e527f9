-- From where a message came: the scope of who sent it, so that a desk is shown what it and those below it sent to a unit
-- above it, and not what others did. Null: sent before this was kept.
alter table tracker_messages add column sender_scope text;
