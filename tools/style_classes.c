#include "style_classes.h"

#include <dirent.h>
#include <sys/stat.h>

#include "file.h"
#include "text.h"

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static bool is_component(Str name) {
    return str_starts(name, S("utrecht-")) || str_starts(name, S("nl-"));
}

static bool is_prefix(Str name) {
    return str_ends(name, S("-")) || str_ends(name, S("_"));
}

static bool complain(const char *what, const char *path) {
    fprintf(stderr, "style_join: %s: %s\n", path, what);
    return false;
}

static bool is_read(const Classes *classes, Str name) {
    for (size_t i = 0; i < classes->count; i++) {
        if (str_equal(classes->name[i], name)) return true;
    }
    return false;
}

bool classes_read(Classes *classes, const char *path, Str text) {
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && is_word(text.at[end])) end++;
        Str word = str_sub(text, at, end - at);
        at = end + 1;
        if (!is_component(word) || is_read(classes, word)) continue;
        if (classes->count == CLASSES_MAX) return complain("more than 4000 classes in all", path);
        classes->name[classes->count++] = str_copy(classes->arena, word);
    }
    return true;
}

bool class_is_used(Classes *classes, Str name) {
    bool used = !is_component(name);
    for (size_t i = 0; i < classes->count; i++) {
        Str mine = classes->name[i];
        if (!str_equal(mine, name) && !(is_prefix(mine) && str_starts(name, mine))) continue;
        classes->known[i] = true;
        used = true;
    }
    return used;
}

static bool note(Classes *classes, const char *path) {
    if (classes->seen_count == CLASSES_MAX)
        return complain("more than 4000 files and folders", path);
    classes->seen[classes->seen_count++] = path;
    return true;
}

/* A folder that is not there yet: where it would come to be is looked at. */
static bool note_parent(Classes *classes, const char *path) {
    Str parent = str_from(path);
    struct stat what;
    do {
        while (parent.len && parent.at[parent.len - 1] != '/') parent.len--;
        if (parent.len < 2) return true;
        parent.len--;
        path = str_zero_ended(classes->arena, parent);
    } while (stat(path, &what));
    return note(classes, path);
}

static bool makes_markup(Str name) {
    return str_ends(name, S(".html")) || str_ends(name, S(".js")) || str_ends(name, S(".c")) ||
           str_ends(name, S(".h"));
}

static bool read_entry(Classes *classes, const char *path) {
    struct stat what;
    if (stat(path, &what)) return complain("cannot be looked at", path);
    if (S_ISDIR(what.st_mode)) return classes_read_folder(classes, path);
    if (!makes_markup(str_from(path))) return true;
    Str text;
    if (file_read(classes->arena, path, CLASS_FILE_BYTES_MAX, &text) != OK) {
        return complain("cannot be read, or is larger than 4 MB", path);
    }
    return classes_read(classes, path, text) && note(classes, path);
}

bool classes_read_folder(Classes *classes, const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return note_parent(classes, path);
    bool well = note(classes, path);
    for (struct dirent *entry; well && (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue;
        Str inner = str_printf(classes->arena, "%s/%s", path, entry->d_name);
        well = read_entry(classes, str_zero_ended(classes->arena, inner));
    }
    closedir(folder);
    return well;
}
