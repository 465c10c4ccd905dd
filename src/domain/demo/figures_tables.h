/* figures_tables.h: what the files of this room share to load figures. Nobody else includes it. */
#ifndef OPSTAP_DEMO_FIGURES_TABLES_H
#define OPSTAP_DEMO_FIGURES_TABLES_H

#include "demo/figures.h"

void times_load(Arena *arena, Figures *figures);
void sectors_load(Arena *arena, Figures *figures);      /* after times */
void classes_load_plans(Arena *arena, Figures *figures); /* after sectors */
void areas_load(Arena *arena, Figures *figures);
void crafts_load(Arena *arena, Figures *figures);

#endif
