# Verbs for the lines of a case. Read by bash before the lines.

# Runs the program on the database of the case.
opstap() {
    "$OPSTAP" "$@"
}

# Runs the words behind it and prints "status N", whatever N is.
status_of() {
    local status=0
    "$@" || status=$?
    echo "status $status"
}
