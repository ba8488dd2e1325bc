#include "report_world.h"

#include <stdio.h>
#include <string.h>

static const char model_xml[] =
    "<model xmlns='urn:logicmodel:model:1' version='1.0' id='small'>"
    "<title xml:lang='en'>Small &quot;model&quot;</title><title xml:lang='ja'>小さなモデル</title>"
    "<note xml:lang='en'>A note.</note><source id='map' title='Map'/>"
    "<tier id='t1' level='initial' due='2028-03-31'><label xml:lang='en'>First</label><label xml:lang='ja'>初期</label></tier>"
    "<tier id='t2' level='final' due='2041-03-31'><label xml:lang='en'>Last</label></tier>"
    "<scene id='s' certainty='stated'><label xml:lang='en'>Home</label><label xml:lang='ja'>日常の療養支援</label></scene>"
    "<scene id='x' certainty='assumed' outside='true'><label xml:lang='en'>Outside</label></scene>"
    "<party id='p'><label xml:lang='en'>+Office</label><label xml:lang='ja'>長寿課</label></party>"
    "<initiative id='i' scene='s' certainty='inferred' mark='A' standing='new'><label xml:lang='en'>=Training</label>"
    "<ref vocabulary='v' code='&lt;train&gt;'/><ref vocabulary='v' code='all'/>"
    "<statement role='purpose'><text xml:lang='en'>So that people meet. ・first ・second</text><text xml:lang='ja'>顔の見える関係をつくる。 ・研修 "
    "・交流会</text></statement><charge party='p' role='lead' from='2023FY'/>"
    "<goal tier='t1' kind='output'><text xml:lang='en'>Often</text></goal></initiative>"
    "<activity id='a' initiative='i' certainty='stated'><label xml:lang='en'>Meetings &amp; &lt;talks&gt;</label></activity>"
    "<indicator id='held' certainty='stated' direction='up' measure='count' basis='fiscal-year' decimals='0' lower='0'>"
    "<label xml:lang='en'>Meetings held</label><unit xml:lang='en'>times</unit><unit xml:lang='ja'>回</unit></indicator>"
    "<indicator id='share' certainty='stated' direction='up' measure='proportion' basis='fiscal-year' decimals='1' lower='0' "
    "upper='100' core='true'>"
    "<label xml:lang='en'>Share of people, \"quoted\"</label>"
    "<label xml:lang='ja'>ケアマネジャー等と病院の担当者が入院のときに患者の情報を共有できている割合(電話のみを含む)</label>"
    "<unit xml:lang='en'>%</unit><break at='2019FY'/><note xml:lang='en'>n</note></indicator>"
    "<indicator id='wish' certainty='stated' direction='none' measure='proportion' basis='fiscal-year' placeholder='true'>"
    "<label xml:lang='en'>Wishes</label></indicator>"
    "<outcome id='o1' tier='t1' scene='s' certainty='stated' number='1'><label xml:lang='en'>People share information</label>"
    "<label xml:lang='ja'>関係者が入退院のときに患者の情報を共有し、切れ目のない支援ができている</label></outcome>"
    "<outcome id='o2' tier='t1' scene='s' certainty='stated' number='2'><label xml:lang='en'>Back \\ slash</label></outcome>"
    "<outcome id='f' tier='t2' certainty='stated'><label xml:lang='en'>All is well</label></outcome>";

/* Two strings: compilers need not take one of that length. */
static const char sheets_xml[] =
    "<sheet id='wide' rows='activity'><label xml:lang='en'>A table</label><note xml:lang='en'>As printed.</note>"
    "<column show='initiative'><label xml:lang='en'>Item</label><label xml:lang='ja'>施策項目</label></column>"
    "<column show='activity'><label xml:lang='en'>Effort</label></column><column show='standing'><label xml:lang='en'>New?</label></column>"
    "<column show='statement' role='purpose'><label xml:lang='en'>Purpose</label></column>"
    "<column show='lead'><label xml:lang='en'>Who</label></column><column show='goal' tier='t1'><label xml:lang='en'>Goal</label></column>"
    "<column show='tasks' period='2023FY'><label xml:lang='en'>Goals of the year</label></column>"
    "<column show='met' period='2023FY'><label xml:lang='en'>Met</label></column>"
    "<column show='grade' period='2023FY'><label xml:lang='en'>Grade</label></column>"
    "<column show='text' role='result' period='2023FY'><label xml:lang='en'>Result</label></column>"
    "<column show='cost' period='2023FY'><label xml:lang='en'>Costs</label></column>"
    "<column show='value' period='2023FY'><label xml:lang='en'>Held</label></column></sheet>"
    "<sheet id='form' rows='outcome'><label xml:lang='en'>A form</label>"
    "<row show='outcome'><label xml:lang='en'>Outcome</label><label xml:lang='ja'>アウトカム</label></row>"
    "<row show='value'><label xml:lang='en'>Value</label></row><row show='target' tier='t1'><label xml:lang='en'>Target</label></row>"
    "<row show='change' from='2019FY'><label xml:lang='en'>Change</label></row><row show='last'><label xml:lang='en'>Latest</label></row>"
    "<column period='2020FY'><label xml:lang='en'>2020</label></column><column period='2023FY'><label xml:lang='en'>2023</label></column></sheet>"
    "<link type='measured-by' from='activity:a' to='indicator:held' certainty='stated'/>"
    "<link type='measured-by' from='outcome:o1' to='indicator:share' certainty='inferred'><cite source='map' at='1'/></link>"
    "<link type='measured-by' from='outcome:f' to='indicator:share' certainty='stated' shown-again='true'/>"
    "<link type='measured-by' from='outcome:f' to='indicator:wish' certainty='stated' answers='outcome:o1'/>"
    "<link type='contributes-to' from='initiative:i' to='outcome:o1' certainty='assumed' sign='-'/>"
    "<link type='contributes-to' from='activity:a' to='outcome:o2' certainty='inferred' sign='+'/>"
    "<link type='contributes-to' from='outcome:o1' to='outcome:o2' certainty='stated' sign='+' lag-min='0' lag-max='2.5'/>"
    "<link type='contributes-to' from='outcome:o2' to='outcome:o1' certainty='stated' sign='+'/>"
    "<link type='contributes-to' from='outcome:o2' to='outcome:f' certainty='stated' sign='+'/>"
    "</model>";

static const char values_xml[] =
    "<values xmlns='urn:logicmodel:values:1' version='1.0' fictional='true'>"
    "<title xml:lang='en'>Values</title>"
    "<area id='n'><label xml:lang='en'>North</label><label xml:lang='ja'>北市</label></area>"
    "<area id='m'><label xml:lang='en'>@South</label></area>"
    "<series indicator='share' area='n'><obs period='2019FY' value='50.5'/><obs period='2020FY' value='51'/><obs "
    "period='2021FY' value='53.2'/>"
    "<obs period='2022FY' value='54'/><missing period='2023FY' reason='suppressed'/><obs period='2024FY' "
    "value='55.1'/></series>"
    "<series indicator='share' area='m'><obs period='2024FY' value='70'/></series>"
    "<series indicator='held' area='n'><obs period='2022FY' value='4'/><obs period='2023FY' value='1204'/></series>"
    "<obs indicator='share' area='m' period='2024FY' value='71'/>"
    "<obs indicator='nosuch' area='m' period='2024FY' value='=1+1'/>"
    "</values>";

static const char targets_xml[] =
    "<targets xmlns='urn:logicmodel:targets:1' version='1.0' illustration='true' area='n'>"
    "<area id='n'><label xml:lang='en'>North</label></area>"
    "<baseline indicator='share' period='2019FY' value='50.5'/>"
    "<target indicator='share' tier='t1' kind='value' value='60'/><target indicator='share' tier='t2' kind='value' value='99'/>"
    "<target indicator='wish' tier='t2' kind='text' text='as people wish'/>"
    "</targets>";

static const char progress_xml[] =
    "<progress xmlns='urn:logicmodel:progress:1' version='1.0' fictional='true'>"
    "<entry node='initiative:i' period='2022FY'><task met='true'><text xml:lang='en'>done</text></task></entry>"
    "<entry node='activity:a' period='2023FY'><statement role='result'><text xml:lang='en'>@Two talks, \"quoted\"</text></statement>"
    "<task mark='①' met='true'><text xml:lang='en'>talk</text><text xml:lang='ja'>講演会の実施</text></task>"
    "<task mark='②'><text xml:lang='en'>meet</text></task><task begun='false'><text xml:lang='en'>go on</text></task>"
    "<cost amount='1234' unit='thousand-yen' kind='actual'><text xml:lang='en'>rooms</text></cost>"
    "<cost amount='500' unit='yen' kind='budget'><text xml:lang='en'>tea</text></cost></entry>"
    "</progress>";

static const char other_xml[] =
    "<model xmlns='urn:logicmodel:model:1' version='1.1' id='other'><title xml:lang='en'>Another \"model\"</title>"
    "<tier id='t' level='final' due='2030-03-31'><label xml:lang='en'>Then</label></tier>"
    "<scene id='s' certainty='stated'><label xml:lang='en'>Scene</label></scene>"
    "<initiative id='i' scene='s' certainty='stated'><label xml:lang='en'>Teaching</label><ref vocabulary='v' code='&lt;train&gt;'/>"
    "<ref vocabulary='v' code='all'/></initiative>"
    "<activity id='a' initiative='i' certainty='stated'><label xml:lang='en'>Lessons</label><ref vocabulary='v' code='all'/></activity>"
    "<outcome id='o1' tier='t' scene='s' certainty='stated'><label xml:lang='en'>People know</label></outcome>"
    "<outcome id='o2' tier='t' scene='s' certainty='stated'><label xml:lang='en'>People act</label></outcome>"
    "<link type='contributes-to' from='activity:a' to='outcome:o1' certainty='inferred' sign='+'/>"
    "<link type='contributes-to' from='outcome:o1' to='outcome:o2' certainty='assumed' sign='+'/>"
    "<link type='contributes-to' from='outcome:o2' to='outcome:o1' certainty='assumed' sign='+'/></model>";

static lm_input input(const char *text, const char *name) {
  return (lm_input){.data = text, .size = strlen(text), .name = name};
}

static lm_status read_all(report_world *w) {
  char both[sizeof model_xml + sizeof sheets_xml];
  snprintf(both, sizeof both, "%s%s", model_xml, sheets_xml);
  const lm_input model = input(both, "model.xml"), values = input(values_xml, "values.xml"),
                 targets = input(targets_xml, "targets.xml");
  lm_status status = lm_diags_new(&w->diags);
  if (status == LM_OK) status = lm_areas_new(&w->areas);
  if (status == LM_OK) status = lm_panel_new(&w->panel);
  if (status == LM_OK) status = lm_targets_new(&w->targets);
  if (status == LM_OK) status = lm_read_model(&w->model, &model, w->diags);
  if (status == LM_OK) status = lm_read_values(w->panel, &values, w->model, w->areas, NULL, w->diags);
  if (status == LM_OK) status = lm_read_targets(w->targets, &targets, w->model, w->areas, w->diags);
  if (status == LM_OK) status = lm_panel_seal(w->panel);
  return status;
}

static lm_status read_progress(report_world *w) {
  const lm_input progress = input(progress_xml, "progress.xml");
  const lm_progress_options all = lm_progress_defaults();
  lm_status status = lm_progress_new(&w->progress);
  if (status == LM_OK) status = lm_read_progress(w->progress, &progress, w->model, w->areas, w->diags);
  if (status == LM_OK) status = lm_progress_assess(&w->progress_assessment, w->progress, w->model, w->areas, w->panel, &all, w->diags);
  return status;
}

static lm_status read_other(report_world *w) {
  const lm_input other = input(other_xml, "other.xml");
  lm_status status = lm_areas_new(&w->no_areas);
  if (status == LM_OK) status = lm_read_model(&w->other, &other, w->diags);
  if (status == LM_OK) status = lm_assess(&w->other_assessment, w->other, w->no_areas, NULL, NULL, NULL, w->diags);
  return status;
}

lm_status report_world_start(report_world *w, const char *area) {
  *w = (report_world){0};
  lm_assess_options options = lm_assess_defaults();
  options.area = area;
  lm_status status = read_all(w);
  if (status != LM_OK) return status;
  status = lm_assess(&w->everywhere, w->model, w->areas, w->panel, w->targets, NULL, w->diags);
  if (status != LM_OK) return status;
  status = lm_assess(&w->assessment, w->model, w->areas, w->panel, w->targets, &options, w->diags);
  if (status == LM_OK) status = read_progress(w);
  return status == LM_OK ? read_other(w) : status;
}

void report_world_end(report_world *w) {
  lm_assessment_free(w->other_assessment);
  lm_areas_free(w->no_areas);
  lm_model_free(w->other);
  lm_progress_assessment_free(w->progress_assessment);
  lm_progress_free(w->progress);
  lm_assessment_free(w->assessment);
  lm_assessment_free(w->everywhere);
  lm_targets_free(w->targets);
  lm_panel_free(w->panel);
  lm_areas_free(w->areas);
  lm_model_free(w->model);
  lm_diags_free(w->diags);
}
