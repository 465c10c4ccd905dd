/* banned.h: functions that do not compile in Opstap.
 *
 * Each of these writes without knowing how much fits, guesses on bad input, or depends on the
 * locale. Use Text (text.h) to build, Str (str.h) to look, number.h to read numbers. The build
 * includes this header before every source file. */
#ifndef OPSTAP_BANNED_H
#define OPSTAP_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(name) opstap_does_not_use_##name

#undef strcpy
#define strcpy BANNED(strcpy)
#undef strcat
#define strcat BANNED(strcat)
#undef strncpy
#define strncpy BANNED(strncpy)
#undef strncat
#define strncat BANNED(strncat)
#undef sprintf
#define sprintf BANNED(sprintf)
#undef vsprintf
#define vsprintf BANNED(vsprintf)
#undef strtok
#define strtok BANNED(strtok)
#undef atoi
#define atoi BANNED(atoi)
#undef atol
#define atol BANNED(atol)
#undef atof
#define atof BANNED(atof)
#undef gmtime
#define gmtime BANNED(gmtime)
#undef localtime
#define localtime BANNED(localtime)
#undef ctime
#define ctime BANNED(ctime)
#undef asctime
#define asctime BANNED(asctime)
#undef rand
#define rand BANNED(rand)

#endif
