-- What a person's week, an opening and what lies around them can say more: school holidays by region,
-- several fixed starts, the workplace and lesson place of each phase, which support lowers a level; and
-- what was made up for a demo is marked as such everywhere.

-- Not there in the school holidays of this region, without dates (data/school_holidays.csv).
ALTER TABLE candidate_absence ADD COLUMN holiday_region {TEXT};

ALTER TABLE opening_language ADD COLUMN support {TEXT};

-- Ids of rows of workplace; the postcodes stay, for places that nobody registered.
ALTER TABLE opening_phase ADD COLUMN workplace {TEXT};
ALTER TABLE opening_phase ADD COLUMN lesson_place {TEXT};

-- An opening that starts several times a year.
CREATE TABLE opening_start (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    start_on {TEXT},
    enrol_by {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

ALTER TABLE programme ADD COLUMN demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1));
ALTER TABLE course_group ADD COLUMN demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1));
ALTER TABLE childcare_option ADD COLUMN demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1));
ALTER TABLE resource ADD COLUMN demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1));
