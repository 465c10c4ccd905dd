/* limits.h: a limit on everything that a person or another system can grow, with its reason. */
#ifndef OPSTAP_LIMITS_H
#define OPSTAP_LIMITS_H

enum {
    /* Import: a national set of 1,000 full profiles is 1.7 MB; 64 MiB holds a large city many
     * times, and the file is held in memory as a whole. */
    IMPORT_BYTES_MAX = 64 * 1024 * 1024,
    /* Export, where its file is wanted as one text: the lists of 300,000 people. */
    EXPORT_BYTES_MAX = 512 * 1024 * 1024,
    /* Export, where it leaves part by part: large enough for one write to cost nothing. */
    EXPORT_PART_BYTES = 64 * 1024,
    /* The exchange contract nests 5 deep; 32 leaves room and keeps recursion shallow. */
    JSON_DEPTH_MAX = 32,
    /* One text; the contract's longest is 2,000 characters. */
    STRING_BYTES_MAX = 1024 * 1024,
    /* Rows or records in one file: four times the largest benefit population of a Dutch region. */
    RECORDS_MAX = 1000 * 1000,
    /* Refused or flagged rows that are shown one by one; the rest is counted. */
    REPORT_ROWS_SHOWN_MAX = 200,
    /* Columns in a CSV file: our widest template has under 150. */
    CSV_COLUMNS_MAX = 300,
    /* Cells in a CSV file: 100,000 people in our widest template, 256 MB of memory. A file of
     * nothing but commas stops here. */
    CSV_CELLS_MAX = 16 * 1000 * 1000,
    /* Memory for one CSV file as a table, or for what one export reads at a time: the largest file
     * that may come in, cell by cell. */
    CSV_ARENA_BYTES_MAX = 1024 * 1024 * 1024,
    /* An id given by another system (VUM: 200 characters). */
    ID_BYTES_MAX = 200,
    /* Entries of one list of one person (languages, jobs, ...): the longest in the accreditation
     * set is 5; files that pass this are damaged or hostile. */
    ENTRIES_MAX = 1000,
    /* One row of a table, as bytes: the file that another system gave (IMPORT_BYTES_MAX), twice. A
     * builder that grows to it takes four times as much. */
    ROW_BYTES_MAX = 2 * IMPORT_BYTES_MAX,
    ROW_ROOM_BYTES_MAX = 5 * ROW_BYTES_MAX,
    /* A backup: its tables and their columns (we have 60, the widest of 30), a name (what
     * PostgreSQL takes), one piece that is packed and summed by itself, and rows in all: a thousand
     * times a large region. */
    BACKUP_TABLES_MAX = 500,
    BACKUP_COLUMNS_MAX = 200,
    BACKUP_NAME_BYTES_MAX = 63,
    BACKUP_CHUNK_BYTES_MAX = 1024 * 1024,
    BACKUP_ROWS_MAX = 2 * 1000 * 1000 * 1000,
    /* Pairs in one plan: a million people with twenty places each. The flow core counts its arcs in
     * 32 bits and keeps 60 bytes for each. */
    PLAN_PAIRS_MAX = 20 * 1000 * 1000,
    /* Groups with a floor: kinds of people that somebody answers for. */
    PLAN_FLOORS_MAX = 100,
    /* Sums over all pairs that a plan must reach: one for each question that came before. */
    PLAN_MEASURES_MAX = 32,
    /* Questions asked one after the other; each keeps what the ones before were worth. */
    PLAN_STAGES_MAX = 16,
    /* One text of a plan that is shown in a message; the rest is cut off. */
    PLAN_SHOWN_BYTES_MAX = 80,

    /* A request: its first line (the longest address of ours is a list with all its filters, 2 kB),
     * one field (a browser sends up to 4 kB of cookies), the whole head (what nginx passes on by
     * itself is 32 kB at most; browsers send 2), fields (browsers send 20, proxies add 5). */
    HTTP_LINE_BYTES_MAX = 4 * 1024,
    HTTP_FIELD_BYTES_MAX = 8 * 1024,
    HTTP_HEAD_BYTES_MAX = 24 * 1024,
    HTTP_FIELDS_MAX = 64,
    HTTP_HOST_BYTES_MAX = 255, /* the longest name in the DNS */
    /* A body: the widest form with every text as long as it may be is 300 kB. */
    HTTP_BODY_BYTES_MAX = 1024 * 1024,
    /* Bodies that came, in part or whole, and are not answered, all together: what 64 people send
     * at the same moment. */
    HTTP_HELD_BYTES_MAX = 64 * HTTP_BODY_BYTES_MAX,
    /* Memory of one request with its answer: a plan of a region with everybody in it is 100 MB.
     * Passing it ends the process (arena.h), so it is far above what a page takes. */
    HTTP_ARENA_BYTES_MAX = 1024 * 1024 * 1024,
    /* Connections: six of each browser, of 500 people at work, and room; of one address that is no
     * trusted proxy: an office behind one router. What waits there costs 2 kB each. */
    HTTP_CONNECTIONS_MAX = 4096,
    HTTP_CONNECTIONS_PER_ADDRESS_MAX = 512,
    /* Requests on one connection, so that none stays for ever. */
    HTTP_CONNECTION_REQUESTS_MAX = 10 * 1000,
    /* Requests that wait for a worker: at 3 ms each the last waits one second. */
    HTTP_QUEUE_MAX = 256,
    /* Tenants that are read before somebody asks, and memory for that: their names. */
    WARM_TENANTS_MAX = 100,
    /* No world of more people is read before it is asked: 100,000 take 2.2 GB meanwhile, and one
     * that does not fit ends the process, which must not happen at each start. */
    WARM_PEOPLE_MIN = 2000, /* fewer are read in less than a third of a second, when somebody comes */
    WARM_PEOPLE_MAX = 100 * 1000,
    WARM_BYTES_MAX = 64 * 1024 * 1024,
    HTTP_WORKERS_MAX = 64,
    /* How long, in milliseconds: until a head is whole (a slow phone needs one second), then its
     * body (1 MiB at 500 kbit/s), until an answer has left, without a request, of a connection that
     * is being closed, and for what runs at the end of the server. Each counts from one moment on,
     * however many bytes come. */
    HTTP_HEAD_MS_MAX = 10 * 1000,
    HTTP_BODY_MS_MAX = 30 * 1000,
    HTTP_WRITE_MS_MAX = 60 * 1000,
    HTTP_IDLE_MS_MAX = 75 * 1000,
    HTTP_LINGER_MS_MAX = 2 * 1000,
    HTTP_STOP_MS_MAX = 20 * 1000,
    /* Sent after a refusal, and read so that the refusal arrives. */
    HTTP_LINGER_BYTES_MAX = 2 * HTTP_BODY_BYTES_MAX,
    /* Networks of trusted proxies. */
    HTTP_PROXIES_MAX = 64,
    /* A form: pairs (a week of half hours is 336, the longest list 1,000), a name, a value (a text
     * of two pages in Dutch is 8 kB; three bytes for a letter leave room). */
    HTTP_FORM_PAIRS_MAX = 2000,
    HTTP_FORM_NAME_BYTES_MAX = 100,
    HTTP_FORM_VALUE_BYTES_MAX = 64 * 1024,
    /* Answers shorter than this are not packed: they fit in one packet of the network. */
    HTTP_GZIP_BYTES_MIN = 1024,

    /* Signing in. A password of 128 bytes is longer than anybody types; ASVS asks for 64 at least.
     * Hashing one takes 32 MiB and some 50 ms: two at a time leave half of a small machine to
     * others, and who waits behind two more is told to come back. */
    PASSWORD_BYTES_MIN = 8,
    PASSWORD_BYTES_ADVISED = 15,
    PASSWORD_BYTES_MAX = 128,
    PASSWORD_HASHING_MAX = 2,
    PASSWORD_WAITING_MAX = 2,
    LOGIN_BYTES_MAX = 100,
    /* Sessions: away from the desk, and one working day with its evening. Who has more than this
     * many browsers open loses the oldest. */
    SESSION_IDLE_SECONDS = 30 * 60,
    SESSION_SECONDS_MAX = 12 * 60 * 60,
    SESSION_CODE_SECONDS_MAX = 5 * 60, /* between the password and the code */
    SESSIONS_PER_USER_MAX = 20,
    SESSION_AGENT_BYTES_MAX = 40, /* "Firefox, Windows" */
    SESSION_TOUCH_SECONDS = 60, /* a session is marked as seen at most as often */
    /* A link that sets a password: given today, used tomorrow. */
    SETUP_LINK_SECONDS = 48 * 60 * 60,
    KNOWN_DEVICES_PER_USER_MAX = 10,
    KNOWN_DEVICE_SECONDS = 180 * 24 * 60 * 60,
    RECOVERY_CODES = 10,
    /* Failed attempts on one account from one network, before each next one has to wait, twice as
     * long every time; and how many on all networks together make every network wait sooner. */
    SIGN_IN_FREE_TRIES = 5,
    SIGN_IN_TRIES_UNDER_ATTACK = 30,
    SIGN_IN_WAIT_SECONDS_MIN = 30,
    SIGN_IN_WAIT_SECONDS_MAX = 60 * 60,
    SIGN_IN_MEMORY_SECONDS = 24 * 60 * 60, /* then a failure is forgotten */
    SIGN_IN_NOBODY_BUCKETS = 4096, /* rows for names that nobody has */

    /* The gate. Requests a second that one address (an office behind one address has 200 people)
     * and one session may do on end, and how many at once before that counts. */
    GATE_ADDRESS_RATE = 300,
    GATE_ADDRESS_BURST = 1200,
    GATE_SESSION_RATE = 30,
    GATE_SESSION_BURST = 120,
    GATE_SIGN_INS_PER_MINUTE = 20, /* attempts of one address; an office in the morning */
    GATE_SIGN_INS_BURST = 40,
    GATE_RATE_SLOTS = 8192, /* addresses and sessions that are remembered, of 24 bytes */
    /* What one page shows and the log must say: a list is one event, not one per person. */
    VISIT_SEEN_MAX = 64,
    /* Events about one person that are read at a time. */
    AUDIT_LOOKS_MAX = 1000,
    /* Lists that were shown for a decision. A page has 10 rows, the command line any number: the
     * first thousand decide. Looking again within a quarter of an hour is one look at a list that
     * has not changed. Kept for two years: who uses a high-risk system keeps its logs for six
     * months at least (Regulation (EU) 2024/1689, article 26(6)), and an objection and an appeal
     * take longer. What is older goes when new ones come, a few at a time, so that nobody waits. */
    SHOWN_ROWS_MAX = 1000,
    SHOWN_AGAIN_SECONDS = 15 * 60,
    SHOWN_DAYS_KEPT = 2 * 366,
    SHOWN_REMOVED_AT_ONCE = 20,
    SHOWN_READ_AT_ONCE = 200,
    READ_LOG_TOUCHES_MAX = 256, /* sessions that wait to be marked as seen; more are left for later */
    ROUTES_MAX = 500,
    LOCAL_PATH_BYTES_MAX = 1400, /* an address of ours: two ids of which each byte is escaped */
    FORM_FIELDS_MAX = 250, /* declared in one form */
    FORM_TIMES_MAX = 400, /* how often one field may come: the half hours of a week are 336 */
    FORM_TEXT_BYTES_MAX = 4000, /* one field that says nothing else; the contract's longest text is
                                   2,000 characters */
    /* Worlds (all of one tenant in memory) that are made at the same time; a worker that would make
     * one more waits. Fewer than workers: each reads a whole tenant. */
    WORLDS_MADE_AT_ONCE = 16,
    /* From here on a tenant's openings are held as a market (market.h); with fewer the whole world is
     * read sooner than anybody notices. */
    MARKET_OPENINGS_MIN = 5000,
    /* Openings that changed since the base of a market was made: from here on a new one is made
     * beside it, for each of them is looked at for every list and is encoded anew at every change;
     * and beyond this at once, whoever waits. */
    MARKET_CHANGES_DUE = 1000,
    MARKET_CHANGES_MAX = 20 * 1000,
    /* Plans that are asked for by pages: tenants that can wait, and how long one may take. A region
     * takes a second; what takes longer than this is made on the command line. */
    PLAN_JOBS_WAITING_MAX = 64,
    PLAN_JOB_SECONDS_MAX = 120,
    /* Barriers of a region, or groups, on a page: people times openings. One core counts more than 200
     * million pairs a second, but a million where openings must be judged one by one (several starts,
     * times of a few days): a tenant waits a second or two, at worst a minute or two, once after each
     * change; with more, the command line counts on all processors. Of how many regions the counts
     * are kept: of one tenant all, twice. */
    FIGURE_PAGE_PAIRS_MAX = 200 * 1000 * 1000,
    FIGURES_KEPT_MAX = 72,
    /* Less room than this on the disk of the database: not ready. A day of work of a region. */
    DISK_FREE_BYTES_MIN = 100 * 1024 * 1024,

    /* One page of the web: a plan with a thousand people takes 1 MB. What is larger is read by nobody
     * and is a fault of ours. */
    HTML_PAGE_BYTES_MAX = 4 * 1024 * 1024,
};

/* One base of a market: 500,000 openings take 0.7 GB. */
#define MARKET_BYTES_MAX ((size_t)16 << 30)

/* What is kept of how crowded openings are: some bytes for each person and opening. */
#define CROWDING_BYTES_MAX ((size_t)1 << 30)

/* What is kept of the barriers of one region: some hundred bytes for each municipality and step. Of
 * groups, while they are counted: 14 bytes for each person. */
#define FIGURES_BYTES_MAX ((size_t)64 << 20)

/* One world: 200,000 people take 4.3 GB, measured. */
#define WORLD_BYTES_MAX ((size_t)16 << 30)

#endif
