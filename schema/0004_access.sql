-- Who may come in, and who is in. Secrets that travel (a session, a link, a recovery code, a known device)
-- stand here as hashes only; a password as argon2id. Tables whose name begins with "passing_" hold what passes
-- by itself: they are no data, stand in no digest, and a backup carries none of their rows. Their moments are
-- seconds since 1970 in UTC, for they are only ever added to and compared.

-- login: in lower case, unique over all tenants, for somebody who signs in names no tenant. password_hash: unknown
-- until a link was used. totp_step: the last that was used, so that a code is good once.
CREATE TABLE user_credential (
    tenant_id {INT} NOT NULL,
    user_number {INT} NOT NULL,
    login {TEXT} NOT NULL UNIQUE,
    password_hash {TEXT},
    password_changed_at {TEXT},
    totp_secret {TEXT},
    totp_step {INT} NOT NULL DEFAULT 0,
    active {INT} NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (tenant_id, user_number),
    FOREIGN KEY (tenant_id, user_number) REFERENCES app_user (tenant_id, number)
) {STRICT};

CREATE TABLE user_recovery_code (
    tenant_id {INT} NOT NULL,
    user_number {INT} NOT NULL,
    hash {TEXT} NOT NULL,
    used_at {TEXT},
    PRIMARY KEY (tenant_id, user_number, hash),
    FOREIGN KEY (tenant_id, user_number) REFERENCES user_credential (tenant_id, user_number)
) {STRICT};

-- hash: of the token in the cookie. id: what the list of own sessions names it by. awaits_code: the password was
-- right, the second factor is still asked; such a session opens nothing. rotated_from: the session that this one
-- took the place of.
CREATE TABLE passing_session (
    tenant_id {INT} NOT NULL,
    hash {TEXT} NOT NULL UNIQUE,
    id {TEXT} NOT NULL,
    user_number {INT} NOT NULL,
    awaits_code {INT} NOT NULL DEFAULT 0 CHECK (awaits_code IN (0, 1)),
    made_seconds {INT} NOT NULL,
    seen_seconds {INT} NOT NULL,
    expires_seconds {INT} NOT NULL,
    rotated_from {TEXT},
    agent {TEXT} NOT NULL,
    PRIMARY KEY (tenant_id, hash),
    FOREIGN KEY (tenant_id, user_number) REFERENCES user_credential (tenant_id, user_number)
) {STRICT};

CREATE INDEX passing_session_user ON passing_session (tenant_id, user_number);

-- A link with which somebody sets a password once.
CREATE TABLE passing_setup_link (
    tenant_id {INT} NOT NULL,
    hash {TEXT} NOT NULL UNIQUE,
    user_number {INT} NOT NULL,
    made_seconds {INT} NOT NULL,
    expires_seconds {INT} NOT NULL,
    used_seconds {INT},
    PRIMARY KEY (tenant_id, hash),
    FOREIGN KEY (tenant_id, user_number) REFERENCES user_credential (tenant_id, user_number)
) {STRICT};

-- A browser in which this user signed in before.
CREATE TABLE passing_known_device (
    tenant_id {INT} NOT NULL,
    user_number {INT} NOT NULL,
    hash {TEXT} NOT NULL,
    made_seconds {INT} NOT NULL,
    PRIMARY KEY (tenant_id, user_number, hash),
    FOREIGN KEY (tenant_id, user_number) REFERENCES user_credential (tenant_id, user_number)
) {STRICT};

-- Failed attempts. tenant_id 0: names that nobody has; then number is a part of the hash of the name, so that
-- strangers cannot make this grow without end, and no reference can hold. source: hash of a network or of a known
-- device; "" for all together.
CREATE TABLE passing_sign_in_failure (
    tenant_id {INT} NOT NULL,
    number {INT} NOT NULL,
    source {TEXT} NOT NULL,
    failures {INT} NOT NULL,
    last_seconds {INT} NOT NULL,
    free_seconds {INT} NOT NULL,
    PRIMARY KEY (tenant_id, number, source)
) {STRICT};

CREATE INDEX passing_sign_in_failure_last ON passing_sign_in_failure (last_seconds);
