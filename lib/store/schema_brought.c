/* schema_brought.c: the step after which the views of values and targets also say what brought a row. `since`, `at` and `who` are the load that a row
   is known by: where an undoing put the row in force again, the undoing. `brought`, `brought_at`, `brought_who` and `file` are the load and the document
   that brought it first; NULL in a row that says that something was withdrawn. */
#include "schema.h"

#define BROUGHT ", b.id AS brought, b.at AS brought_at, b.who AS brought_who, d.name AS file"
#define BROUGHT_OF(r) " LEFT JOIN document d ON d.id = " r ".document LEFT JOIN load b ON b.id = d.load"

const char *const lm_store_brought_step[] = {
    "DROP VIEW missing_values;",
    "DROP VIEW current_values;",
    "DROP VIEW value_history;",
    "DROP VIEW current_targets;",
    "DROP VIEW target_history;",
    "CREATE VIEW value_history AS SELECT i.name AS indicator, a.name AS area, " LM_PERIOD_SQL("o.kind", "o.period") " AS period, o.since,"
    " lead(o.since) OVER (PARTITION BY o.indicator, o.area, o.kind, o.period ORDER BY o.since) AS until, o.gone AS withdrawn, o.value,"
    " " LM_MISSING_SQL " AS missing, o.lower, o.upper, o.num, o.den, o.n, o.se, o.flags, s.title AS source, l.at, l.who, l.why, o.kind AS period_kind,"
    " o.period AS period_index" BROUGHT
    " FROM observation o JOIN indicator i ON i.id = o.indicator JOIN area a ON a.id = o.area JOIN load l ON l.id = o.since"
    " LEFT JOIN source s ON s.id = o.source" BROUGHT_OF("o") ";",
    "CREATE VIEW current_values AS SELECT i.name AS indicator, a.name AS area, " LM_PERIOD_SQL("o.kind", "o.period") " AS period, o.value,"
    " " LM_MISSING_SQL " AS missing, o.lower, o.upper, o.num, o.den, o.n, o.se, o.flags, s.title AS source, o.since, l.at, l.who,"
    " o.kind AS period_kind, o.period AS period_index" BROUGHT
    " FROM observation o JOIN indicator i ON i.id = o.indicator JOIN area a ON a.id = o.area JOIN load l ON l.id = o.since"
    " LEFT JOIN source s ON s.id = o.source" BROUGHT_OF("o") " WHERE NOT o.gone AND "
    LM_NEWEST_SQL("o", "observation", "x.indicator = o.indicator AND x.area = o.area AND x.kind = o.kind AND x.period = o.period") ";",
    "CREATE VIEW missing_values AS SELECT * FROM current_values WHERE missing IS NOT NULL;",
    "CREATE VIEW target_history AS SELECT i.name AS indicator, a.name AS area, t.tier, t.step, t.since,"
    " lead(t.since) OVER (PARTITION BY t.indicator, t.area, t.tier, t.step ORDER BY t.since) AS until, t.gone AS withdrawn, t.name AS id,"
    " " LM_TARGET_KIND_SQL " AS kind, t.value, t.lower, t.upper, t.by, t.by_percent, t.words, t.decided, t.reason, t.source, t.per, l.at, l.who, l.why"
    BROUGHT " FROM target t JOIN indicator i ON i.id = t.indicator JOIN area a ON a.id = t.area JOIN load l ON l.id = t.since" BROUGHT_OF("t") ";",
    /* in force: the last step of those not withdrawn */
    "CREATE VIEW current_targets AS SELECT i.name AS indicator, a.name AS area, t.tier, t.name AS id, " LM_TARGET_KIND_SQL " AS kind, t.value, t.lower,"
    " t.upper, t.by, t.by_percent, t.words, t.decided, t.reason, t.source, t.per, t.since, l.at, l.who" BROUGHT
    " FROM target t JOIN indicator i ON i.id = t.indicator JOIN area a ON a.id = t.area JOIN load l ON l.id = t.since" BROUGHT_OF("t")
    " WHERE NOT t.gone AND "
    LM_NEWEST_SQL("t", "target", "x.indicator = t.indicator AND x.area = t.area AND x.tier = t.tier AND x.step = t.step")
    " AND NOT EXISTS(SELECT 1 FROM target y WHERE y.indicator = t.indicator AND y.area = t.area AND y.tier = t.tier AND y.step > t.step"
    " AND NOT y.gone AND " LM_NEWEST_SQL("y", "target", "x.indicator = y.indicator AND x.area = y.area AND x.tier = y.tier AND x.step = y.step") ");",
    NULL,
};
