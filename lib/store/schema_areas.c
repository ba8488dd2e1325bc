/* schema_areas.c: the step that gives areas codes, days and successors, and keeps the codes in tables that no area has; and the one that lets an
   area be divided. */
#include "schema.h"

const char *const lm_store_area_step[] = {
    "ALTER TABLE area_version ADD COLUMN code TEXT;",
    "ALTER TABLE area_version ADD COLUMN valid_from TEXT;",
    "ALTER TABLE area_version ADD COLUMN valid_to TEXT;",
    "ALTER TABLE area_version ADD COLUMN successor INTEGER REFERENCES area;",
    "CREATE TABLE unmatched_code(load INTEGER NOT NULL REFERENCES load, document INTEGER NOT NULL REFERENCES document, code TEXT NOT NULL,"
    " rows INTEGER NOT NULL, PRIMARY KEY(load, document, code)) STRICT, WITHOUT ROWID;",
    LM_STORE_APPEND_ONLY("unmatched_code"),
    "DROP VIEW current_areas;",
    "CREATE VIEW current_areas AS SELECT a.name AS area, v.label_ja, v.label_en, v.kind, w.name AS within, v.since, v.code, v.valid_from, v.valid_to,"
    " s.name AS succeeded_by FROM area_version v JOIN area a ON a.id = v.area LEFT JOIN area w ON w.id = v.within"
    " LEFT JOIN area s ON s.id = v.successor"
    " WHERE NOT v.gone AND NOT EXISTS(SELECT 1 FROM area_version x WHERE x.area = v.area AND x.since > v.since);",
    "CREATE VIEW unmatched_codes AS SELECT u.code, u.rows, d.name AS file, u.load, l.at, l.who FROM unmatched_code u"
    " JOIN document d ON d.id = u.document JOIN load l ON l.id = u.load WHERE NOT EXISTS(SELECT 1 FROM load x WHERE x.undoes = u.load)"
    " ORDER BY u.load, u.document, u.code;",
    NULL,
};

/* `successor` is the first of the areas that followed, `further` the ids of the others, with blanks between as in documents. */
const char *const lm_store_division_step[] = {
    "ALTER TABLE area_version ADD COLUMN further TEXT;",
    "DROP VIEW current_areas;",
    "CREATE VIEW current_areas AS SELECT a.name AS area, v.label_ja, v.label_en, v.kind, w.name AS within, v.since, v.code, v.valid_from, v.valid_to,"
    " s.name || coalesce(' ' || v.further, '') AS succeeded_by FROM area_version v JOIN area a ON a.id = v.area LEFT JOIN area w ON w.id = v.within"
    " LEFT JOIN area s ON s.id = v.successor"
    " WHERE NOT v.gone AND NOT EXISTS(SELECT 1 FROM area_version x WHERE x.area = v.area AND x.since > v.since);",
    NULL,
};
