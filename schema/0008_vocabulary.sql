-- Occupations and skills as others publish them (ESCO, CompetentNL), and skills as the tenant keeps them itself.
-- What leaves a publisher's list stays here, with the day on which it was first missed: it may be in use.

-- isco: group of an occupation. same_as: an address that means the same; near_to: one that comes near.
CREATE TABLE vocabulary_concept (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    kind {TEXT} NOT NULL CHECK (kind IN ('occupation', 'skill')),
    scheme {TEXT} NOT NULL CHECK (scheme IN ('own', 'esco', 'competentnl')),
    address {TEXT} NOT NULL,
    isco {TEXT},
    same_as {TEXT},
    near_to {TEXT},
    gone_on {TEXT},
    PRIMARY KEY (tenant_id, kind, scheme, address)
) {STRICT};

-- alternatives: other labels for the same, a line each.
CREATE TABLE vocabulary_label (
    tenant_id {INT} NOT NULL,
    kind {TEXT} NOT NULL,
    scheme {TEXT} NOT NULL,
    address {TEXT} NOT NULL,
    language {TEXT} NOT NULL CHECK (language IN ('nl', 'en')),
    label {TEXT} NOT NULL,
    alternatives {TEXT},
    PRIMARY KEY (tenant_id, kind, scheme, address, language),
    FOREIGN KEY (tenant_id, kind, scheme, address)
        REFERENCES vocabulary_concept (tenant_id, kind, scheme, address)
) {STRICT};
