-- The core of the house: tenants, parties, people, openings, what lies around them, placements, plans
-- and the audit chain. Types in braces are filled in per engine (src/db/db_migrate.c).
--
-- Every table with data of a tenant has tenant_id first in its key. Numbers are given in order of
-- arrival and break ties; ids are what the outside sees. No table has a column for origin,
-- nationality, religion or a diagnosis. Days and moments are ISO 8601 text, moments in UTC.

CREATE TABLE tenant (
    id {INT} NOT NULL PRIMARY KEY,
    name {TEXT} NOT NULL UNIQUE,
    region {TEXT},
    demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1))
) {STRICT};

-- Parties -------------------------------------------------------------------------------------------

CREATE TABLE organisation (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('municipality', 'uwv', 'agency', 'employer', 'school', 'ngo',
                                         'union', 'knowledge', 'ministry')),
    name {TEXT} NOT NULL,
    municipality {TEXT},
    sector_sbi {INT},
    company_id {TEXT},
    demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

CREATE INDEX organisation_company ON organisation (tenant_id, company_id);

-- Where people work or have lessons.
CREATE TABLE workplace (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    organisation_number {INT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('workplace', 'lesson_place')),
    name {TEXT} NOT NULL,
    postcode {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, organisation_number) REFERENCES organisation (tenant_id, number)
) {STRICT};

-- A company is recognised for one qualification at one location, from and until a day.
CREATE TABLE recognition (
    tenant_id {INT} NOT NULL,
    organisation_number {INT} NOT NULL,
    crebo {INT} NOT NULL,
    postcode {TEXT} NOT NULL,
    valid_from {TEXT} NOT NULL,
    valid_until {TEXT},
    PRIMARY KEY (tenant_id, organisation_number, crebo, postcode, valid_from),
    FOREIGN KEY (tenant_id, organisation_number) REFERENCES organisation (tenant_id, number)
) {STRICT};

CREATE TABLE supervisor (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    workplace_number {INT} NOT NULL,
    name {TEXT} NOT NULL,
    places {INT} NOT NULL CHECK (places >= 0),
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, workplace_number) REFERENCES workplace (tenant_id, number)
) {STRICT};

-- capacity_points: weighted caseload that this person can carry.
CREATE TABLE counsellor (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    organisation_number {INT} NOT NULL,
    role {TEXT} NOT NULL CHECK (role IN ('client_manager', 'jobhunter', 'coach', 'job_coach',
                                         'key_person', 'intercedent', 'team_lead')),
    name {TEXT} NOT NULL,
    capacity_points {INT} NOT NULL CHECK (capacity_points >= 0),
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, organisation_number) REFERENCES organisation (tenant_id, number)
) {STRICT};

CREATE TABLE app_user (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    counsellor_number {INT},
    active {INT} NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, counsellor_number) REFERENCES counsellor (tenant_id, number)
) {STRICT};

CREATE TABLE app_user_role (
    tenant_id {INT} NOT NULL,
    user_number {INT} NOT NULL,
    role {TEXT} NOT NULL,
    PRIMARY KEY (tenant_id, user_number, role),
    FOREIGN KEY (tenant_id, user_number) REFERENCES app_user (tenant_id, number)
) {STRICT};

-- Postcode areas and travel times given by the tenant, over those built in.
CREATE TABLE postcode_area (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    postcode4 {INT} NOT NULL CHECK (postcode4 BETWEEN 1000 AND 9999),
    municipality {TEXT},
    latitude_microdegrees {INT} NOT NULL,
    longitude_microdegrees {INT} NOT NULL,
    PRIMARY KEY (tenant_id, postcode4)
) {STRICT};

CREATE TABLE travel_time (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    from_postcode4 {INT} NOT NULL CHECK (from_postcode4 BETWEEN 1000 AND 9999),
    to_postcode4 {INT} NOT NULL CHECK (to_postcode4 BETWEEN 1000 AND 9999),
    mode {TEXT} NOT NULL,
    day_part {TEXT} NOT NULL,
    minutes {INT} NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
    PRIMARY KEY (tenant_id, from_postcode4, to_postcode4, mode, day_part)
) {STRICT};

-- Occupation addresses of other systems (CompetentNL, ESCO) with their ISCO-08 group.
CREATE TABLE occupation_mapping (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    occupation {TEXT} NOT NULL,
    isco {TEXT} NOT NULL,
    label {TEXT},
    PRIMARY KEY (tenant_id, occupation)
) {STRICT};

-- Candidates ----------------------------------------------------------------------------------------

-- The file of one person. Adults who live together are linked by the fact household, each with an own
-- file.
CREATE TABLE candidate (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

-- One known fact of a person per row; facts and their kinds stand in candidates_fields.h. No row:
-- unknown. Names, contact, birth date and sex stand apart, in candidate_identity.
CREATE TABLE candidate_fact (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    fact {TEXT} NOT NULL,
    value {TEXT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, fact),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_identity (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    fact {TEXT} NOT NULL,
    value {TEXT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, fact),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

-- The file in which another system gave this person, byte for byte.
CREATE TABLE candidate_original (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    format {TEXT} NOT NULL,
    bytes {BLOB} NOT NULL,
    PRIMARY KEY (tenant_id, candidate_number, format),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_language (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    language {TEXT},
    skill {TEXT},
    level_low {TEXT},
    level_high {TEXT},
    expected_level {TEXT},
    expected_on {TEXT},
    course {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_education (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    level {TEXT},
    field {TEXT},
    obtained {TEXT},
    status {TEXT},
    diploma {INT},
    valuation_requested_on {TEXT},
    valuation_level {TEXT},
    valuation_on {TEXT},
    from_on {TEXT},
    until_on {TEXT},
    exchange_code {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_profession (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    register_name {TEXT},
    profession {TEXT},
    stage {TEXT},
    may_work_supervised {INT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_experience (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    isco {TEXT},
    occupation {TEXT},
    months {INT},
    from_on {TEXT},
    until_on {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_skill (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    skill {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_certificate (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    certificate {TEXT},
    held {INT},
    valid_until {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_licence (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    licence {TEXT},
    held {INT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_transport (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    mode {TEXT},
    to_work {INT},
    at_work {INT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_wish (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    wish {TEXT},
    isco {TEXT},
    occupation {TEXT},
    sector_sbi {INT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_opening_wish (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    agreement {TEXT},
    contract {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_timetable (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    weekday {INT},
    from_time {INT},
    until_time {INT},
    available {INT},
    valid_from {TEXT},
    valid_until {TEXT},
    week_parity {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_absence (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    from_on {TEXT},
    until_on {TEXT},
    kind {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_nomination (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    programme {TEXT},
    target_group {TEXT},
    nominated_by {TEXT},
    reason {TEXT},
    legal_ground {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_condition (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    condition {TEXT},
    fits {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

CREATE TABLE candidate_need (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    source {TEXT} NOT NULL,
    verified {INT} NOT NULL CHECK (verified IN (0, 1)),
    confirmed_on {TEXT},
    need {TEXT},
    needed {INT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

-- Openings ------------------------------------------------------------------------------------------

CREATE TABLE opening (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    name {TEXT},
    description {TEXT},
    employer {TEXT},
    employer_name {TEXT},
    host_company {TEXT},
    formal_employer {TEXT},
    postcode {TEXT},
    municipality {TEXT},
    isco {TEXT},
    occupation {TEXT},
    sector_sbi {INT},
    crebo {INT},
    outcome {TEXT},
    issuing_school {TEXT},
    assessor {TEXT},
    learning_path {TEXT},
    hours_min {INT},
    hours_max {INT},
    irregular_hours {INT},
    office_hours {INT},
    start_on {TEXT},
    start_flexible {INT},
    until_on {TEXT},
    enrol_by {TEXT},
    duration_weeks {INT},
    contract_form {TEXT},
    contract_months {INT},
    wage_cents_per_hour {INT},
    wage_text {TEXT},
    places {INT},
    places_assumed {INT},
    places_minimum {INT},
    class {TEXT},
    education_level {TEXT},
    work_level {INT},
    experience_months {INT},
    conduct_certificate {INT},
    conduct_weeks {INT},
    school_entry_test {INT},
    shuttle {INT},
    public_transport_from {INT},
    public_transport_until {INT},
    guidance_offered {TEXT},
    work_permit_possible {INT},
    programme {TEXT},
    source {TEXT},
    confirmed_on {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

CREATE TABLE opening_class (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    demo {INT} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
    name {TEXT},
    minimum {INT},
    maximum {INT},
    start_on {TEXT},
    enrol_by {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

CREATE TABLE opening_kind (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    kind {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_language (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    language {TEXT},
    skill {TEXT},
    purpose {TEXT},
    level {TEXT},
    level_with_support {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_licence (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    licence {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_certificate (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    certificate {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_condition (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    condition {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_skill (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    skill {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_mode (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    mode {TEXT},
    to_work {INT},
    at_work {INT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_block (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    weekday {INT},
    from_time {INT},
    until_time {INT},
    valid_from {TEXT},
    valid_until {TEXT},
    week_parity {TEXT},
    component {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_phase (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    component {TEXT},
    weeks {INT},
    income {TEXT},
    gate {TEXT},
    workplace_postcode {TEXT},
    lesson_postcode {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_target_group (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    target_group {TEXT},
    age_min {INT},
    age_max {INT},
    sex {TEXT},
    legal_ground {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_counts_for (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    counts_for {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_unit (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    unit {TEXT},
    unit_kind {TEXT},
    name {TEXT},
    PRIMARY KEY (tenant_id, opening_number, entry),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE opening_original (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    format {TEXT} NOT NULL,
    bytes {BLOB} NOT NULL,
    PRIMARY KEY (tenant_id, opening_number, format),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

-- Around them ---------------------------------------------------------------------------------------

CREATE TABLE programme (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    legal_ground {TEXT},
    starts_on {TEXT},
    ends_on {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

-- A group of a language school in one term.
CREATE TABLE course_group (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    organisation_number {INT},
    name {TEXT} NOT NULL,
    language {TEXT} NOT NULL,
    skill {TEXT},
    level_from {TEXT},
    level_to {TEXT},
    seats {INT},
    starts_on {TEXT},
    ends_on {TEXT},
    postcode {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, organisation_number) REFERENCES organisation (tenant_id, number)
) {STRICT};

CREATE TABLE course_group_block (
    tenant_id {INT} NOT NULL,
    course_group_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    weekday {INT} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_time {INT} NOT NULL CHECK (from_time BETWEEN 0 AND 48),
    until_time {INT} NOT NULL CHECK (until_time BETWEEN 0 AND 48),
    valid_from {TEXT},
    valid_until {TEXT},
    week_parity {TEXT},
    PRIMARY KEY (tenant_id, course_group_number, entry),
    FOREIGN KEY (tenant_id, course_group_number) REFERENCES course_group (tenant_id, number)
) {STRICT};

CREATE TABLE childcare_option (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    name {TEXT} NOT NULL,
    postcode {TEXT},
    kind {TEXT} CHECK (kind IN ('day_care', 'after_school', 'childminder', 'at_lesson_place')),
    seats {INT},
    waiting_weeks {INT},
    confirmed_on {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

CREATE TABLE childcare_option_block (
    tenant_id {INT} NOT NULL,
    childcare_option_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    weekday {INT} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_time {INT} NOT NULL CHECK (from_time BETWEEN 0 AND 48),
    until_time {INT} NOT NULL CHECK (until_time BETWEEN 0 AND 48),
    PRIMARY KEY (tenant_id, childcare_option_number, entry),
    FOREIGN KEY (tenant_id, childcare_option_number) REFERENCES childcare_option (tenant_id, number)
) {STRICT};

-- What runs out: supervisor places, course seats, caseload points, budget (cents).
CREATE TABLE resource (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('supervisor', 'course_group', 'counsellor', 'childcare',
                                         'budget', 'other')),
    name {TEXT} NOT NULL,
    capacity {INT} NOT NULL CHECK (capacity >= 0),
    subject_number {INT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id)
) {STRICT};

CREATE TABLE opening_resource (
    tenant_id {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    resource_number {INT} NOT NULL,
    demand {INT} NOT NULL CHECK (demand >= 0),
    PRIMARY KEY (tenant_id, opening_number, resource_number),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number),
    FOREIGN KEY (tenant_id, resource_number) REFERENCES resource (tenant_id, number)
) {STRICT};

-- Spells of benefit, lessons and work, kept so that every indicator can be recomputed.
CREATE TABLE candidate_spell (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    kind {TEXT} NOT NULL CHECK (kind IN ('benefit', 'lessons', 'work', 'trajectory')),
    starts_on {TEXT} NOT NULL,
    ends_on {TEXT},
    hours_per_week {INT},
    note {TEXT},
    PRIMARY KEY (tenant_id, candidate_number, entry),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number)
) {STRICT};

-- Placements ----------------------------------------------------------------------------------------

-- A candidate in an opening, from proposed to kept or stopped. The state is the last of its events.
CREATE TABLE placement (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    id {TEXT} NOT NULL,
    candidate_number {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    state {TEXT} NOT NULL CHECK (state IN (
        'proposed', 'invited', 'declined_by_candidate', 'declined_by_employer', 'on_hold', 'reserve',
        'selected', 'agreed', 'no_show', 'started', 'completed', 'in_work', 'kept_6_months',
        'kept_12_months', 'stopped')),
    reserve_rank {INT},
    outcome {TEXT},
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, id),
    UNIQUE (tenant_id, candidate_number, opening_number),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE placement_event (
    tenant_id {INT} NOT NULL,
    placement_number {INT} NOT NULL,
    entry {INT} NOT NULL,
    state {TEXT} NOT NULL,
    on_day {TEXT} NOT NULL,
    reason {TEXT},
    next_step {TEXT},
    PRIMARY KEY (tenant_id, placement_number, entry),
    FOREIGN KEY (tenant_id, placement_number) REFERENCES placement (tenant_id, number)
) {STRICT};

-- Plans ---------------------------------------------------------------------------------------------

-- A pair that a person decided about: it must be in the plan (pin) or must not (forbid).
CREATE TABLE plan_pair (
    tenant_id {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    decision {TEXT} NOT NULL CHECK (decision IN ('pin', 'forbid')),
    PRIMARY KEY (tenant_id, candidate_number, opening_number),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

CREATE TABLE plan (
    tenant_id {INT} NOT NULL REFERENCES tenant (id),
    number {INT} NOT NULL,
    made_on {TEXT} NOT NULL,
    rule_version {TEXT} NOT NULL,
    status {TEXT} NOT NULL CHECK (status IN ('optimal', 'feasible')),
    value {INT} NOT NULL,
    bound {INT} NOT NULL,
    PRIMARY KEY (tenant_id, number)
) {STRICT};

CREATE TABLE plan_assignment (
    tenant_id {INT} NOT NULL,
    plan_number {INT} NOT NULL,
    candidate_number {INT} NOT NULL,
    opening_number {INT} NOT NULL,
    score {INT} NOT NULL,
    provisional {INT} NOT NULL CHECK (provisional IN (0, 1)),
    PRIMARY KEY (tenant_id, plan_number, candidate_number),
    FOREIGN KEY (tenant_id, plan_number) REFERENCES plan (tenant_id, number),
    FOREIGN KEY (tenant_id, candidate_number) REFERENCES candidate (tenant_id, number),
    FOREIGN KEY (tenant_id, opening_number) REFERENCES opening (tenant_id, number)
) {STRICT};

-- Audit ---------------------------------------------------------------------------------------------

-- Append-only chain: each row's hash covers the row and the hash before it. Personal values never
-- stand here: value_hash is a salted hash of what stands in audit_value, which can be erased without
-- breaking the chain.
CREATE TABLE audit_event (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    moment {TEXT} NOT NULL,
    event {TEXT} NOT NULL,
    actor {TEXT} NOT NULL,
    subject {TEXT} NOT NULL,
    value_hash {TEXT} NOT NULL,
    hash {TEXT} NOT NULL,
    PRIMARY KEY (tenant_id, number)
) {STRICT};

CREATE TABLE audit_value (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    salt {TEXT} NOT NULL,
    value {TEXT} NOT NULL,
    PRIMARY KEY (tenant_id, number),
    FOREIGN KEY (tenant_id, number) REFERENCES audit_event (tenant_id, number)
) {STRICT};
