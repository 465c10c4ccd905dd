# Verbs for the lines of a case. Read by bash before the lines.
# shellcheck shell=bash

# The program, in English on a fixed day; what the line says comes behind it and wins.
opstap() {
    "$OPSTAP" "$1" --lang en --today 2026-03-02 "${@:2}"
}

# A new database with one tenant.
fresh() {
    opstap init --tenant proef --region AM13 > /dev/null
}

# Runs the words behind it and prints "status N", whatever N is.
status_of() {
    local status=0
    "$@" || status=$?
    echo "status $status"
}

digest() {
    opstap check --digest
}

# Runs the words behind it and says whether they changed anything but the audit log.
unchanged_by() {
    local before after
    before=$(digest)
    status_of "$@"
    after=$(digest)
    if [[ $before == "$after" ]]; then echo "nothing changed"; else echo "CHANGED"; fi
}

# JSON without what differs from run to run.
steady() {
    jq 'del(.seconds)'
}

# SQL on the database, past the program: for tampering.
tamper() {
    if [[ $DB == postgres://* ]]; then
        psql --quiet --no-psqlrc --dbname "$DB" --command "$1" > /dev/null
        return
    fi
    python3 -c 'import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.executescript(sys.argv[2])
base.commit()' "$DB" "$1"
}

# The database is not there any more.
forget_database() {
    if [[ $DB == postgres://* ]]; then
        psql --quiet --no-psqlrc --dbname "${DB%/*}/postgres" \
            --command "DROP DATABASE IF EXISTS ${DB##*/} WITH (FORCE)" 2> /dev/null
        return
    fi
    rm -f "$DB" "$DB-wal" "$DB-shm"
}
