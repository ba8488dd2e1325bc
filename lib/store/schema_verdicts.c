/* schema_verdicts.c: the step that lets a store keep assessments. */
#include "schema.h"
#include "verdict.h"

#define COLUMN(name, type) "," #name " " #type
#define OF_V(name, type) "v." #name ","

/* `load` had a list of the kinds a load can be; it is built anew without, so that the next kind needs no step. An assessment is known by what it
   knew (the last load before it that changed anything) and its options; its verdicts stand under the load that saved them (content). */
const char *const lm_store_verdict_step[] = {
    "CREATE TABLE load_anew(id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT, kind TEXT NOT NULL, program TEXT NOT NULL,"
    " undoes INTEGER REFERENCES load) STRICT;",
    "INSERT INTO load_anew(id,at,who,why,kind,program,undoes) SELECT id,at,who,why,kind,program,undoes FROM load;",
    "DROP TABLE load;",
    "ALTER TABLE load_anew RENAME TO load;",
    LM_STORE_APPEND_ONLY("load"),
    "CREATE TABLE assessment(options TEXT NOT NULL, as_of INTEGER NOT NULL REFERENCES load, since INTEGER NOT NULL REFERENCES load,"
    " gone INTEGER NOT NULL, content INTEGER REFERENCES load, program TEXT, method INTEGER, records INTEGER, sha256 TEXT,"
    " PRIMARY KEY(options, as_of, since)) STRICT, WITHOUT ROWID;",
    LM_STORE_APPEND_ONLY("assessment"),
    "CREATE TABLE verdict(saved INTEGER NOT NULL REFERENCES load, place INTEGER NOT NULL" LM_VERDICT_COLUMNS(COLUMN)
    ", PRIMARY KEY(saved, place)) STRICT, WITHOUT ROWID;",
    LM_STORE_APPEND_ONLY("verdict"),
    "CREATE VIEW assessments AS SELECT s.since AS load, l.at, l.who, l.why, s.as_of, s.options, s.program, s.method, s.records, s.sha256,"
    " s.gone AS withdrawn, lead(s.since) OVER (PARTITION BY s.options, s.as_of ORDER BY s.since) AS until, s.content"
    " FROM assessment s JOIN load l ON l.id = s.since;",
    "CREATE VIEW verdict_history AS SELECT " LM_VERDICT_COLUMNS(OF_V) " a.load AS since, a.until, a.as_of, a.options, a.program, a.method, a.at,"
    " a.who, a.why FROM assessments a JOIN verdict v ON v.saved = a.content WHERE NOT a.withdrawn ORDER BY a.load, v.place;",
    /* the one that knew most, of all periods */
    "CREATE VIEW verdicts AS SELECT " LM_VERDICT_COLUMNS(OF_V) " a.load AS since, a.as_of, a.program, a.method"
    " FROM assessments a JOIN verdict v ON v.saved = a.content WHERE a.load = (SELECT b.load FROM assessments b WHERE b.until IS NULL AND"
    " NOT b.withdrawn AND b.options = '' ORDER BY b.as_of DESC, b.load DESC LIMIT 1) ORDER BY v.place;",
    NULL,
};
