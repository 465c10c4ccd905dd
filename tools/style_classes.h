/* style_classes.h: which classes of the design system pages use.
 *
 * Every word that begins as a class of a component does (utrecht-..., nl-...) in a template, a
 * script or C that makes markup counts as used, comments included: it is cheaper to keep a rule too
 * many than to miss one. A word that ends in "-" or "_" stands before a hole ("nl-button--{{kind}}")
 * and uses every class that begins so. */
#ifndef OPSTAP_STYLE_CLASSES_H
#define OPSTAP_STYLE_CLASSES_H

#include "str.h"

enum { CLASSES_MAX = 4000, CLASS_FILE_BYTES_MAX = 4 * 1024 * 1024 };

typedef struct Classes {
    Arena *arena;
    Str name[CLASSES_MAX];
    bool known[CLASSES_MAX]; /* a component has a rule for it */
    size_t count;
    const char *seen[CLASSES_MAX]; /* files and folders that were looked at */
    size_t seen_count;
} Classes;

/* All .html, .js, .c and .h below a folder, or below none when it is not there. False: something
 * could not be read, and that was said. */
bool classes_read_folder(Classes *classes, const char *path);

/* path: for what is said. False: more classes than CLASSES_MAX, and that was said. */
bool classes_read(Classes *classes, const char *path, Str text);

/* True for a class that is no component's, and for one that is used. Remembers that there is a rule
 * for it. */
bool class_is_used(Classes *classes, Str name);

#endif
