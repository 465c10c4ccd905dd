-- When the last backup was begun is asked often; the chain is long.

CREATE INDEX audit_event_backup ON audit_event (moment) WHERE event = 'backup_read';
