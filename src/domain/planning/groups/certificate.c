#include "certificate_write.h"

#include "planning/form/apart.h"

/* The position in the whole. */
#define IN_WHOLE(certificate, list, at)                                                            \
    ((certificate)->piece ? (certificate)->piece->list[at] : (at))

enum { KEPT_BYTES_LEAST = 1 << 20 };

void certificate_flush(Certificate *certificate) {
    Text *text = &certificate->text;
    if (text_failed(text)) certificate->has_gap = true;
    if (!certificate->keep || text->len < KEPT_BYTES_LEAST) return;
    if (!certificate->keep(certificate->context, text_str(text))) certificate->has_gap = true;
    text_clear(text);
}

void certificate_anew(Certificate *certificate) {
    text_add(&certificate->text, S("{\"anew\":true}\n"));
    certificate->has_gap = false;
}

static void number_add(Text *text, int64_t number, bool *more) {
    if (*more) text_add_char(text, ',');
    text_add_integer(text, number);
    *more = true;
}

static void priced_add(Text *text, int64_t at, int64_t price, bool *more) {
    if (!price) return;
    text_add(text, *more ? S(",[") : S("["));
    text_add_integer(text, at);
    text_add_char(text, ',');
    text_add_integer(text, price);
    text_add_char(text, ']');
    *more = true;
}

void certificate_part(Certificate *certificate, const Part *part) {
    Text *text = &certificate->text;
    bool more = false;
    certificate->price_count = 0;
    text_add(text, S("{\"part\":{\"candidates\":["));
    for (int32_t i = 0; i < part->person_count; i++) {
        number_add(text, IN_WHOLE(certificate, candidate, part->person_source[i]), &more);
    }
    more = false;
    text_add(text, S("],\"kept\":["));
    for (int32_t i = 0; i < part->kept_count; i++) {
        number_add(text, IN_WHOLE(certificate, resource, part->kept[i]), &more);
    }
    text_add(text, S("]}}\n"));
}

void certificate_part_end(Certificate *certificate, int64_t value) {
    text_add(&certificate->text, S("{\"part_end\":{\"value\":"));
    text_add_integer(&certificate->text, value);
    text_add(&certificate->text, S("}}\n"));
}

int32_t certificate_prices(Certificate *certificate, const Bound *bound, const int64_t *price) {
    const Part *part = bound->part;
    Text *text = &certificate->text;
    bool more = false;
    text_addf(text, "{\"prices\":{\"shift\":%d,\"people\":[", bound->shift);
    for (int32_t i = 0; i < part->person_count; i++) {
        priced_add(text, IN_WHOLE(certificate, candidate, part->person_source[i]), price[i], &more);
    }
    text_add_char(text, ']');
    int64_t crowd = price[price_of_crowd(part)];
    if (crowd && part->crowd_binds) {
        more = false;
        text_add(text, S(",\"crowd\":["));
        number_add(text, part->crowd_unit, &more);
        number_add(text, crowd, &more);
        text_add_char(text, ']');
    }
    more = false;
    text_add(text, S(",\"resources\":["));
    for (int32_t i = 0; i < part->hub_count; i++) {
        priced_add(text, IN_WHOLE(certificate, resource, part->hub[i].source),
                   price[price_of_hub(part, i)], &more);
    }
    more = false;
    text_add(text, S("],\"floors\":["));
    for (int32_t i = 0; i < part->group_count; i++) {
        priced_add(text, IN_WHOLE(certificate, floor, part->group[i].source),
                   price[price_of_group(part, i)], &more);
    }
    text_add(text, S("]}}\n"));
    certificate_flush(certificate);
    return certificate->price_count++;
}

void certificate_leaf(Certificate *certificate, int32_t prices) {
    text_add(&certificate->text, S("{\"leaf\":{\"prices\":"));
    text_add_integer(&certificate->text, prices);
    text_add(&certificate->text, S("}}\n"));
    certificate_flush(certificate);
}

void certificate_leaf_by_counting(Certificate *certificate) {
    text_add(&certificate->text, S("{\"leaf\":{\"counting\":true}}\n"));
}

void certificate_split(Certificate *certificate, const Problem *problem, const Part *part,
                       int32_t choice, int8_t first) {
    const PartChoice *of = &part->choice[choice];
    bool whole = of->option == CHOICE_NONE;
    int32_t option = whole ? part->block[of->block].option_first : of->option;
    int32_t source = part->option[option].source, class = problem->option[source].class_index;
    bool by_class = whole && class != PLAN_NO_CLASS;
    int32_t at = by_class ? IN_WHOLE(certificate, option_class, class)
                          : IN_WHOLE(certificate, option, source);
    text_addf(&certificate->text,
              "{\"split\":{\"what\":\"%s\",\"at\":%d,\"first\":\"%s\"}}\n",
              by_class ? "class" : "option", (int)at, first == CHOICE_OPEN ? "in" : "out");
}

void certificate_drop(Certificate *certificate, const Part *part, int32_t prices,
                      const bool *kept) {
    Text *text = &certificate->text;
    bool more = false;
    text_addf(text, "{\"drop\":{\"prices\":%d,\"pairs\":[", (int)prices);
    for (int32_t i = 0; i < part->pair_count; i++) {
        if (!kept[i]) number_add(text, IN_WHOLE(certificate, pair, part->pair_source[i]), &more);
    }
    text_add(text, S("]}}\n"));
}
