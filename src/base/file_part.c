#include "file_part.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "file.h"
#include "log.h"

/* Is what we have open still what the name leads to? Another may have renamed it before we had the
 * lock. */
static bool is_at(int handle, const char *path) {
    struct stat ours, there;
    if (fault_strikes(FAULT_file_lock)) return false;
    return fstat(handle, &ours) == 0 && lstat(path, &there) == 0 && ours.st_ino == there.st_ino &&
           ours.st_dev == there.st_dev;
}

bool file_may_be_overwritten(int handle, PartIsOurs *is_ours) {
    char head[PART_HEAD_BYTES];
    bool struck = fault_strikes(FAULT_file_read);
    ssize_t len = struck ? -1 : pread(handle, head, sizeof head, 0);
    return len == 0 || (len > 0 && is_ours(head, (size_t)len));
}

static bool may_replace(const char *path, PartIsOurs *is_ours) {
    int handle = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool may = handle >= 0 && file_may_be_overwritten(handle, is_ours);
    if (handle >= 0) close(handle);
    return may;
}

/* Opened and locked, and ours; on anything but OK it is closed. */
static Result handle_open(FilePart *part, int flags, PartIsOurs *is_ours, int *ret_handle) {
    if (fault_strikes(FAULT_file_open)) return REFUSED;
    int handle = open(part->beside, flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (handle < 0) return errno == ENOENT && !(flags & O_CREAT) ? NOT_FOUND : REFUSED;
    Result result = OK;
    if (flock(handle, LOCK_EX | LOCK_NB) != 0 || !is_at(handle, part->beside)) {
        result = BUSY;
    } else if (!file_may_be_overwritten(handle, is_ours)) {
        part->stranger = part->beside;
        result = CONFLICT;
    }
    if (result == OK) *ret_handle = handle;
    else close(handle);
    return result;
}

static Result part_open(FilePart *part, PartIsOurs *is_ours) {
    int handle;
    Result result = handle_open(part, O_CREAT, is_ours, &handle);
    if (result != OK) return result;
    if (fchmod(handle, S_IRUSR | S_IWUSR) != 0 || fault_strikes(FAULT_file_truncate) ||
        ftruncate(handle, 0) != 0) {
        result = REFUSED;
    } else {
        part->file = fdopen(handle, "wb");
        result = part->file ? OK : BROKEN;
    }
    /* ours, and nobody else's */
    if (result != OK) unlink(part->beside);
    if (!part->file) close(handle);
    return result;
}

/* The names, and whether the file may be made under them. */
static Result part_name(FilePart *part, const char *path, bool replace, PartIsOurs *is_ours) {
    *part = (FilePart){ .replace = replace };
    int len = snprintf(part->path, sizeof part->path, "%s", path);
    int beside = snprintf(part->beside, sizeof part->beside, "%s.part", path);
    if (len >= PART_PATH_BYTES || beside >= PART_PATH_BYTES) return REFUSED;
    struct stat about;
    bool there = lstat(path, &about) == 0;
    if (there && !replace) return CONFLICT;
    if (there && !(S_ISREG(about.st_mode) && may_replace(path, is_ours))) {
        part->stranger = part->path;
        return CONFLICT;
    }
    return OK;
}

Result part_begin(FilePart *part, const char *path, bool replace, PartIsOurs *is_ours) {
    Result result = part_name(part, path, replace, is_ours);
    return result == OK ? part_open(part, is_ours) : result;
}

static Result failed(const char *what, const char *path) {
    log_line("%s %s failed: %s", what, path, strerror(errno));
    return BROKEN;
}

Result part_write(FilePart *part, Str bytes) {
    bool written = !fault_strikes(FAULT_file_write) &&
                   fwrite(bytes.at, 1, bytes.len, part->file) == bytes.len;
    if (written) return OK;
    return failed("writing", part->beside);
}

/* The new name must outlive a power cut too. Some file systems cannot promise it; that is no fault
 * of ours. */
static void folder_sync(const char *path) {
    char folder[PART_PATH_BYTES];
    const char *slash = strrchr(path, '/');
    int len = slash ? (int)(slash - path) + 1 : 1;
    snprintf(folder, sizeof folder, "%.*s", len, slash ? path : ".");
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    fsync(handle);
    close(handle);
}

Result file_rename_new(const char *from, const char *to) {
    if (fault_strikes(FAULT_file_rename)) return failed("naming", to);
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return OK;
    if (errno == EEXIST) return CONFLICT;
    if (errno != EINVAL && errno != ENOSYS) return failed("naming", to);
    /* a file system that cannot do both at once */
    if (access(to, F_OK) == 0) return CONFLICT;
    return rename(from, to) == 0 ? OK : failed("naming", to);
}

static Result part_rename(const FilePart *part) {
    if (!part->replace) return file_rename_new(part->beside, part->path);
    if (fault_strikes(FAULT_file_rename)) return failed("naming", part->path);
    return rename(part->beside, part->path) == 0 ? OK : failed("naming", part->path);
}

Result part_sync(FilePart *part) {
    bool synced = fflush(part->file) == 0 && !fault_strikes(FAULT_file_sync) &&
                  fsync(fileno(part->file)) == 0;
    return synced ? OK : failed("writing", part->beside);
}

Result part_keep(FilePart *part) {
    Result result = part_sync(part);
    if (result == OK) result = part_rename(part);
    if (result != OK) return result;
    file_end(&part->file);
    folder_sync(part->path);
    return OK;
}

void part_end(FilePart *part) {
    if (!part->file) return;
    if (!part->resumable) unlink(part->beside);
    file_end(&part->file);
}

/* --- resuming --- */

enum { PIECE_BYTES = 64 * 1024 };

static Result bytes_see(const FilePart *part, int handle, const PartLeft *left) {
    char piece[PIECE_BYTES];
    for (int64_t at = 0; at < left->bytes;) {
        int64_t rest = left->bytes - at;
        size_t wanted = rest < PIECE_BYTES ? (size_t)rest : PIECE_BYTES;
        bool struck = fault_strikes(FAULT_file_read);
        ssize_t got = struck ? -1 : pread(handle, piece, wanted, at);
        if (got < 0) return failed("reading", part->beside);
        if (!got) return INVALID;
        left->seen(left->context, (Str){ piece, (size_t)got });
        at += got;
    }
    return OK;
}

Result part_resume(FilePart *part, const char *path, const PartLeft *left) {
    int handle;
    Result result = part_name(part, path, left->replace, left->is_ours);
    if (result == OK) result = handle_open(part, 0, left->is_ours, &handle);
    if (result != OK) return result;
    result = bytes_see(part, handle, left);
    bool cut = result == OK && !fault_strikes(FAULT_file_truncate) &&
               ftruncate(handle, left->bytes) == 0 && lseek(handle, 0, SEEK_END) == left->bytes;
    if (result == OK && !cut) result = failed("cutting", part->beside);
    if (result == OK) part->file = fdopen(handle, "r+b");
    if (!part->file) close(handle);
    return result == OK && !part->file ? BROKEN : result;
}
