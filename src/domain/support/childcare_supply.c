#include "support/childcare_supply.h"

#include "support/support.h"

static void block_add(const SupportRecord *option, size_t row, ChildcareSupply *supply) {
    const RecordType *type = support_type[SUPPORT_CHILDCARE].block;
    Value weekday = record_value(type, &option->block, row, CHILDCARE_BLOCK_weekday);
    Value from = record_value(type, &option->block, row, CHILDCARE_BLOCK_from_time);
    Value until = record_value(type, &option->block, row, CHILDCARE_BLOCK_until_time);
    if (!weekday.known || !from.known || !until.known) return;
    for (int64_t at = from.number; at < until.number && at < HALF_HOURS; at++) {
        supply->week.day[weekday.number - 1] |= UINT64_C(1) << at;
    }
}

Result childcare_supply_load(Db *db, Arena *arena, int64_t tenant, ChildcareSupply *ret_supply) {
    SupportRows rows;
    Result result = supports_load(db, arena, tenant, SUPPORT_CHILDCARE, &rows);
    if (result != OK) return result;
    ChildcareSupply supply = { 0 };
    for (size_t i = 0; i < rows.count; i++) {
        Value seats = rows.record[i].field[CHILDCARE_seats];
        supply.known = supply.known || seats.known;
        if (!seats.known || seats.number <= 0) continue;
        for (size_t row = 0; row < rows.record[i].block.count; row++) {
            block_add(&rows.record[i], row, &supply);
        }
    }
    *ret_supply = supply;
    return OK;
}
