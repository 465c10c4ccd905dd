-- What changed, so that others see it: pages that keep people in memory, and somebody who filled a form from
-- an older version of a file. Numbers only ever grow. Like all that passes by itself they are no data, stand in
-- no digest, and a backup carries none of them: what stands in memory, and every form, ends with its database.

-- last: the change that was given last. epoch: the first one, drawn at random, so that nobody takes the changes
-- of one database for those of another.
CREATE TABLE passing_change_last (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    epoch {INT} NOT NULL,
    last {INT} NOT NULL,
    PRIMARY KEY (tenant_id)
) {STRICT};

-- The last change of one thing. number: of the candidate, of the candidate whose placements changed, of the
-- opening; 0 for all occupations. It stays when a person is erased: a number, which says that nothing is left.
CREATE TABLE passing_change (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    kind {TEXT} NOT NULL CHECK (kind IN ('candidate', 'placement', 'opening', 'occupation')),
    number {INT} NOT NULL,
    change {INT} NOT NULL,
    PRIMARY KEY (tenant_id, kind, number)
) {STRICT};

CREATE INDEX passing_change_order ON passing_change (tenant_id, kind, change);

-- The last change of one field of a person's file, after the file was made. actor: id of a user.
CREATE TABLE passing_change_field (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    candidate_number {INT} NOT NULL,
    field {TEXT} NOT NULL,
    change {INT} NOT NULL,
    moment {TEXT} NOT NULL,
    actor {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, field)
) {STRICT};
