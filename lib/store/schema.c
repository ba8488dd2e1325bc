#include "schema.h"

/* Rows are only ever added; the triggers below hold even against other programs. A period is kept as lm_period has it (kind, index); the views
   spell it. Text that a person wrote stands as it was; ids are kept once, in indicator and area. */
static const char *const tables[] = {
    "CREATE TABLE load(id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT,"
    " kind TEXT NOT NULL CHECK(kind IN('load','lock','undo')), program TEXT NOT NULL, undoes INTEGER REFERENCES load) STRICT;",
    "CREATE TABLE load_count(load INTEGER NOT NULL REFERENCES load, what TEXT NOT NULL, read INTEGER NOT NULL, added INTEGER NOT NULL,"
    " revised INTEGER NOT NULL, unchanged INTEGER NOT NULL, refused INTEGER NOT NULL, skipped INTEGER NOT NULL,"
    " PRIMARY KEY(load, what), CHECK(read = added + revised + unchanged + refused + skipped)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE document(id INTEGER PRIMARY KEY, load INTEGER NOT NULL REFERENCES load, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " sha256 TEXT NOT NULL, size INTEGER NOT NULL, content BLOB, title_ja TEXT, title_en TEXT, notes INTEGER,"
    " fictional INTEGER NOT NULL, illustration INTEGER NOT NULL) STRICT;",
    "CREATE TABLE note(id INTEGER NOT NULL, place INTEGER NOT NULL, ja TEXT, en TEXT, PRIMARY KEY(id, place)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE source(id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, name TEXT, title TEXT, publisher TEXT,"
    " url TEXT, retrieved TEXT, licence TEXT, edition TEXT, sha256 TEXT) STRICT;",
    "CREATE TABLE indicator(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;",
    "CREATE TABLE area(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;",
    "INSERT INTO area(id, name) VALUES(0, '');", /* of values that name no area */
    "CREATE TABLE area_version(area INTEGER NOT NULL REFERENCES area, since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL,"
    " within INTEGER REFERENCES area, label_ja TEXT, label_en TEXT, kind TEXT, notes INTEGER, PRIMARY KEY(area, since)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE model(one INTEGER NOT NULL CHECK(one = 1), since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL,"
    " document INTEGER REFERENCES document, name TEXT, PRIMARY KEY(one, since)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE tier(document INTEGER NOT NULL REFERENCES document, place INTEGER NOT NULL, name TEXT NOT NULL, due TEXT, level TEXT,"
    " label_ja TEXT, label_en TEXT, PRIMARY KEY(document, place)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE node(document INTEGER NOT NULL REFERENCES document, place INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " parent TEXT, tier TEXT, label_ja TEXT, label_en TEXT, unit_ja TEXT, unit_en TEXT, direction TEXT, measure TEXT, definition_ja TEXT,"
    " definition_en TEXT, certainty TEXT, PRIMARY KEY(document, place)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE link(document INTEGER NOT NULL REFERENCES document, place INTEGER NOT NULL, type TEXT NOT NULL, from_node TEXT NOT NULL,"
    " to_node TEXT NOT NULL, sign INTEGER NOT NULL, lag_min REAL, lag_max REAL, certainty TEXT,"
    " PRIMARY KEY(document, place)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE progress(name TEXT NOT NULL, since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL,"
    " document INTEGER REFERENCES document, PRIMARY KEY(name, since)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE observation(indicator INTEGER NOT NULL REFERENCES indicator, area INTEGER NOT NULL REFERENCES area,"
    " kind INTEGER NOT NULL CHECK(kind BETWEEN 0 AND 5), period INTEGER NOT NULL, since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL,"
    " document INTEGER, line INTEGER, value REAL, missing INTEGER, lower REAL, upper REAL, num REAL, den REAL, n REAL, se REAL, flags INTEGER,"
    " printed REAL, decimals INTEGER, source INTEGER, note INTEGER, PRIMARY KEY(indicator, area, kind, period, since),"
    " CHECK(gone OR (value IS NULL) = (missing > 0))) STRICT, WITHOUT ROWID;",
    "CREATE TABLE printed_change(indicator INTEGER NOT NULL REFERENCES indicator, area INTEGER NOT NULL REFERENCES area,"
    " kind INTEGER NOT NULL CHECK(kind BETWEEN 0 AND 5), period INTEGER NOT NULL, to_kind INTEGER NOT NULL CHECK(to_kind BETWEEN 0 AND 5),"
    " to_period INTEGER NOT NULL, since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL, document INTEGER, line INTEGER, value REAL,"
    " decimals INTEGER, unit TEXT, note INTEGER, PRIMARY KEY(indicator, area, kind, period, to_kind, to_period, since)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE baseline(indicator INTEGER NOT NULL REFERENCES indicator, area INTEGER NOT NULL REFERENCES area,"
    " since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL, document INTEGER, line INTEGER, kind INTEGER, period INTEGER, value REAL,"
    " num REAL, den REAL, n REAL, se REAL, note INTEGER, PRIMARY KEY(indicator, area, since)) STRICT, WITHOUT ROWID;",
    /* step: 0, or one more than that of the target it revises */
    "CREATE TABLE target(indicator INTEGER NOT NULL REFERENCES indicator, area INTEGER NOT NULL REFERENCES area, tier TEXT NOT NULL,"
    " step INTEGER NOT NULL, since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL, document INTEGER, line INTEGER, name TEXT,"
    " kind INTEGER, value REAL, lower REAL, upper REAL, by REAL, by_percent REAL, words TEXT, decided TEXT, reason TEXT, source TEXT, per TEXT,"
    " note INTEGER, PRIMARY KEY(indicator, area, tier, step, since)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE lock(kind INTEGER NOT NULL CHECK(kind BETWEEN 0 AND 5), period INTEGER NOT NULL, area INTEGER NOT NULL REFERENCES area,"
    " since INTEGER NOT NULL REFERENCES load, gone INTEGER NOT NULL, PRIMARY KEY(kind, period, area, since)) STRICT, WITHOUT ROWID;",
    NULL,
};

static const char *const triggers[] = {
    LM_STORE_APPEND_ONLY("load"), LM_STORE_APPEND_ONLY("load_count"), LM_STORE_APPEND_ONLY("document"), LM_STORE_APPEND_ONLY("note"), LM_STORE_APPEND_ONLY("source"),
    LM_STORE_APPEND_ONLY("indicator"), LM_STORE_APPEND_ONLY("area"), LM_STORE_APPEND_ONLY("area_version"), LM_STORE_APPEND_ONLY("model"), LM_STORE_APPEND_ONLY("tier"),
    LM_STORE_APPEND_ONLY("node"), LM_STORE_APPEND_ONLY("link"), LM_STORE_APPEND_ONLY("progress"), LM_STORE_APPEND_ONLY("observation"), LM_STORE_APPEND_ONLY("printed_change"),
    LM_STORE_APPEND_ONLY("baseline"), LM_STORE_APPEND_ONLY("target"), LM_STORE_APPEND_ONLY("lock"), NULL,
};

/* What anyone may ask with SQL (docs/store.md). */
static const char *const views[] = {
    "CREATE VIEW loads AS SELECT l.id AS load, l.at, l.who, l.why, l.kind, l.undoes, l.program, coalesce(sum(c.read),0) AS read,"
    " coalesce(sum(c.added),0) AS added, coalesce(sum(c.revised),0) AS revised, coalesce(sum(c.unchanged),0) AS unchanged,"
    " coalesce(sum(c.refused),0) AS refused, coalesce(sum(c.skipped),0) AS skipped"
    " FROM load l LEFT JOIN load_count c ON c.load = l.id GROUP BY l.id ORDER BY l.id;",
    "CREATE VIEW files AS SELECT load, kind, name, sha256, size, title_ja, title_en FROM document ORDER BY id;",
    "CREATE VIEW value_history AS SELECT i.name AS indicator, a.name AS area, " LM_PERIOD_SQL("o.kind", "o.period") " AS period, o.since,"
    " lead(o.since) OVER (PARTITION BY o.indicator, o.area, o.kind, o.period ORDER BY o.since) AS until, o.gone AS withdrawn, o.value,"
    " " LM_MISSING_SQL " AS missing, o.lower, o.upper, o.num, o.den, o.n, o.se, o.flags, s.title AS source, l.at, l.who, l.why, o.kind AS period_kind,"
    " o.period AS period_index"
    " FROM observation o JOIN indicator i ON i.id = o.indicator JOIN area a ON a.id = o.area JOIN load l ON l.id = o.since"
    " LEFT JOIN source s ON s.id = o.source;",
    "CREATE VIEW current_values AS SELECT i.name AS indicator, a.name AS area, " LM_PERIOD_SQL("o.kind", "o.period") " AS period, o.value,"
    " " LM_MISSING_SQL " AS missing, o.lower, o.upper, o.num, o.den, o.n, o.se, o.flags, s.title AS source, o.since, l.at, l.who,"
    " o.kind AS period_kind, o.period AS period_index"
    " FROM observation o JOIN indicator i ON i.id = o.indicator JOIN area a ON a.id = o.area JOIN load l ON l.id = o.since"
    " LEFT JOIN source s ON s.id = o.source WHERE NOT o.gone AND "
    LM_NEWEST_SQL("o", "observation", "x.indicator = o.indicator AND x.area = o.area AND x.kind = o.kind AND x.period = o.period") ";",
    "CREATE VIEW missing_values AS SELECT * FROM current_values WHERE missing IS NOT NULL;",
    "CREATE VIEW target_history AS SELECT i.name AS indicator, a.name AS area, t.tier, t.step, t.since,"
    " lead(t.since) OVER (PARTITION BY t.indicator, t.area, t.tier, t.step ORDER BY t.since) AS until, t.gone AS withdrawn, t.name AS id,"
    " " LM_TARGET_KIND_SQL " AS kind, t.value, t.lower, t.upper, t.by, t.by_percent, t.words, t.decided, t.reason, t.source, t.per, l.at, l.who, l.why"
    " FROM target t JOIN indicator i ON i.id = t.indicator JOIN area a ON a.id = t.area JOIN load l ON l.id = t.since;",
    /* in force: the last step of those not withdrawn */
    "CREATE VIEW current_targets AS SELECT i.name AS indicator, a.name AS area, t.tier, t.name AS id, " LM_TARGET_KIND_SQL " AS kind, t.value, t.lower,"
    " t.upper, t.by, t.by_percent, t.words, t.decided, t.reason, t.source, t.per, t.since, l.at, l.who"
    " FROM target t JOIN indicator i ON i.id = t.indicator JOIN area a ON a.id = t.area JOIN load l ON l.id = t.since WHERE NOT t.gone AND "
    LM_NEWEST_SQL("t", "target", "x.indicator = t.indicator AND x.area = t.area AND x.tier = t.tier AND x.step = t.step")
    " AND NOT EXISTS(SELECT 1 FROM target y WHERE y.indicator = t.indicator AND y.area = t.area AND y.tier = t.tier AND y.step > t.step"
    " AND NOT y.gone AND " LM_NEWEST_SQL("y", "target", "x.indicator = y.indicator AND x.area = y.area AND x.tier = y.tier AND x.step = y.step") ");",
    "CREATE VIEW current_areas AS SELECT a.name AS area, v.label_ja, v.label_en, v.kind, w.name AS within, v.since"
    " FROM area_version v JOIN area a ON a.id = v.area LEFT JOIN area w ON w.id = v.within WHERE NOT v.gone AND "
    LM_NEWEST_SQL("v", "area_version", "x.area = v.area") ";",
    "CREATE VIEW locked_periods AS SELECT " LM_PERIOD_SQL("k.kind", "k.period") " AS period, a.name AS area, k.since, l.at, l.who, l.why"
    " FROM lock k JOIN area a ON a.id = k.area JOIN load l ON l.id = k.since WHERE NOT k.gone AND "
    LM_NEWEST_SQL("k", "lock", "x.kind = k.kind AND x.period = k.period AND x.area = k.area") ";",
    "CREATE VIEW current_model AS SELECT n.kind, n.name, n.parent, n.tier, n.label_ja, n.label_en, n.unit_ja, n.unit_en, n.direction, n.measure"
    " FROM node n JOIN model m ON m.document = n.document WHERE NOT m.gone AND " LM_NEWEST_SQL("m", "model", "x.one = m.one") " ORDER BY n.place;",
    NULL,
};

const char *const *const lm_store_steps[] = {tables, triggers, views, lm_store_verdict_step, lm_store_area_step, lm_store_division_step,
                                           lm_store_brought_step};
const int lm_store_version = sizeof lm_store_steps / sizeof *lm_store_steps;

const lm_store_table lm_store_tables[] = {
    {LM_WHAT_AREA, "area_version", {"area"}, "within,label_ja,label_en,kind,notes,code,valid_from,valid_to,successor,further"},
    {LM_WHAT_MODEL, "model", {"one"}, "document,name"},
    {LM_WHAT_PROGRESS, "progress", {"name"}, "document"},
    {LM_WHAT_VALUE, "observation", {"indicator", "area", "kind", "period"},
     "document,line,value,missing,lower,upper,num,den,n,se,flags,printed,decimals,source,note"},
    {LM_WHAT_CHANGE, "printed_change", {"indicator", "area", "kind", "period", "to_kind", "to_period"}, "document,line,value,decimals,unit,note"},
    {LM_WHAT_BASELINE, "baseline", {"indicator", "area"}, "document,line,kind,period,value,num,den,n,se,note"},
    {LM_WHAT_TARGET, "target", {"indicator", "area", "tier", "step"},
     "document,line,name,kind,value,lower,upper,by,by_percent,words,decided,reason,source,per,note"},
    {LM_WHAT_LOCK, "lock", {"kind", "period", "area"}, NULL},
    {LM_WHAT_ASSESSMENT, "assessment", {"options", "as_of"}, "content,program,method,records,sha256"},
    {0},
};
