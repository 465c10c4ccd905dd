-- Lists that were shown for a decision: for a person the openings that fit, for an opening the people, separate pairs. They
-- belong to the audit chain: the event holds a salted hash of each part, here stand the parts, to be erased.

-- event_number: the event that tells it. subject_number: of the candidate, or of the opening (kind people). actor: as in
-- the chain. first_place: of its rows, from 0. input: a hash of all that decided (shown.h); unknown after the person
-- was erased. times: how often the same list was shown to the same person within a short while.
CREATE TABLE audit_list (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    event_number {INT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('openings', 'people', 'pairs')),
    subject_number {INT} NOT NULL,
    actor {TEXT} NOT NULL,
    made_on {TEXT} NOT NULL,
    rule_version {TEXT} NOT NULL,
    input {TEXT},
    first_place {INT} NOT NULL,
    rows_shown {INT} NOT NULL,
    near_shown {INT} NOT NULL,
    moment {TEXT} NOT NULL,
    last_moment {TEXT} NOT NULL,
    times {INT} NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, number),
    FOREIGN KEY (tenant_id, event_number) REFERENCES audit_event (tenant_id, number)
) {STRICT};

CREATE INDEX audit_list_same ON audit_list (tenant_id, actor, kind, subject_number, number);
CREATE INDEX audit_list_kept ON audit_list (tenant_id, moment);

-- What the list says of one person: a line for each opening.
CREATE TABLE audit_list_part (
    tenant_id {INT} NOT NULL,
    list_number {INT} NOT NULL,
    place {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    salt {TEXT} NOT NULL,
    lines {TEXT} NOT NULL,
    PRIMARY KEY (tenant_id, list_number, place),
    FOREIGN KEY (tenant_id, list_number) REFERENCES audit_list (tenant_id, number)
) {STRICT};

CREATE INDEX audit_list_part_of ON audit_list_part (tenant_id, candidate_number);
