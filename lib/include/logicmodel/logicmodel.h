/* logicmodel.h: everything. A logic model as a graph, its yearly values, and what they say about each outcome and tier. */
#ifndef LOGICMODEL_LOGICMODEL_H
#define LOGICMODEL_LOGICMODEL_H

#include <logicmodel/area_tree.h>
#include <logicmodel/areas.h>
#include <logicmodel/assess.h>
#include <logicmodel/common.h>
#include <logicmodel/crossings.h>
#include <logicmodel/diff.h>
#include <logicmodel/diag.h>
#include <logicmodel/form.h>
#include <logicmodel/graph.h>
#include <logicmodel/judge.h>
#include <logicmodel/lint.h>
#include <logicmodel/model.h>
#include <logicmodel/period.h>
#include <logicmodel/progress.h>
#include <logicmodel/progress_assess.h>
#include <logicmodel/read.h>
#include <logicmodel/report.h>
#include <logicmodel/reporting.h>
#include <logicmodel/scale.h>
#include <logicmodel/settings.h>
#include <logicmodel/sheet.h>
#include <logicmodel/stats.h>
#include <logicmodel/store.h>
#include <logicmodel/summary.h>
#include <logicmodel/table.h>
#include <logicmodel/targets.h>
#include <logicmodel/values.h>
#include <logicmodel/write.h>

#endif
