-- Who looked at one person, newest first. An event is about what stands before the first "=" of its subject: the
-- id of a person, or the first half of a pair. The expression is that of audit_store.c, to the letter.
CREATE INDEX audit_event_about ON audit_event (
    tenant_id,
    (substr(subject, 1, length(subject) - length(ltrim(subject, replace(subject, '=', ''))))),
    number
);

-- The same id may be given again to somebody new, who has nothing to do with what came before.
CREATE INDEX audit_event_erased ON audit_event (tenant_id, subject, number) WHERE event = 'candidate_erased';
