/* certificate_write.h: what the solver adds to a certificate on its way. */
#ifndef OPSTAP_CERTIFICATE_WRITE_H
#define OPSTAP_CERTIFICATE_WRITE_H

#include "bound.h"
#include "certificate.h"

/* After a line. */
void certificate_flush(Certificate *certificate);

/* What was written so far is void. */
void certificate_anew(Certificate *certificate);

void certificate_part(Certificate *certificate, const Part *part);
void certificate_part_end(Certificate *certificate, int64_t value);

/* Returns the number of these prices. */
int32_t certificate_prices(Certificate *certificate, const Bound *bound, const int64_t *price);
void certificate_leaf(Certificate *certificate, int32_t prices);
void certificate_leaf_by_counting(Certificate *certificate);
void certificate_split(Certificate *certificate, const Problem *problem, const Part *part,
                       int32_t choice, int8_t first);
void certificate_drop(Certificate *certificate, const Part *part, int32_t prices,
                      const bool *kept);

#endif
