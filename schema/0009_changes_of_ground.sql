-- Two more kinds of change, that lists among many openings must hear of: a class, and the map (0: all of it).
-- A table's rules cannot be changed everywhere, so it is made anew; the numbers that were given stay.
CREATE TABLE passing_change_made_anew (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    kind {TEXT} NOT NULL
        CHECK (kind IN ('candidate', 'placement', 'opening', 'occupation', 'class', 'map')),
    number {INT} NOT NULL,
    change {INT} NOT NULL,
    PRIMARY KEY (tenant_id, kind, number)
) {STRICT};

INSERT INTO passing_change_made_anew (tenant_id, kind, number, change)
    SELECT tenant_id, kind, number, change FROM passing_change;

DROP TABLE passing_change;

ALTER TABLE passing_change_made_anew RENAME TO passing_change;

CREATE INDEX passing_change_order ON passing_change (tenant_id, kind, change);
