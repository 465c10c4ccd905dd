/* memory.h: memory from the system, or the end of the process with EXIT_BROKEN.
 *
 * Nobody who gets memory here has to ask whether there was any. For arenas (arena.h), and for
 * libraries that take their memory from whoever uses them. A process that ends so leaves its
 * transaction unfinished, and the database takes it back. */
#ifndef OPSTAP_MEMORY_H
#define OPSTAP_MEMORY_H

#include <stddef.h>

void *memory_get(size_t bytes);
void *memory_get_aligned(size_t alignment, size_t bytes);
void *memory_resize(void *memory, size_t bytes); /* memory may be NULL */
void memory_give(void *memory);                  /* may be NULL */

#endif
