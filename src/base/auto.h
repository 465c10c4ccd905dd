/* auto.h: AUTO(verb) runs a clean-up verb when a variable leaves its scope.
 *
 * It is for what is not memory: an open file, a statement in use, a whole arena. The verb
 * receives the address of the variable: `AUTO(file_end) FILE *file = NULL;` calls
 * `file_end(&file)`. A verb accepts an empty variable (NULL) and does nothing with it. */
#ifndef OPSTAP_AUTO_H
#define OPSTAP_AUTO_H

#define AUTO(verb) __attribute__((cleanup(verb)))

#endif
