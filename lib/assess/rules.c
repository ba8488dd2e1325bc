/* rules.c: the table of published verdict rules, and what its functions share. */
#include "rules.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define WORD(id, en, ja, call) {id, {{en, ja}}, LM_CALL_##call}
#define WORDS(list) .word = (list), .words = COUNT(list)

/* ---- words, from good to bad ---- */

static const lm_rule_word weather[] = {
    WORD("Sun", "sun", "晴れ", YES),
    WORD("SunCloud", "sun and cloud", "晴れ時々曇り", YES),
    WORD("Cloud", "cloud", "曇り", NO),
    WORD("Thunder", "thunderstorm", "雷雨", NO),
};
static const lm_rule_word weather_free[] = {
    WORD("Sun", "sun", "晴れ", NONE),
    WORD("SunCloud", "sun and cloud", "晴れ時々曇り", NONE),
    WORD("Cloud", "cloud", "曇り", NONE),
    WORD("Thunder", "thunderstorm", "雷雨", NONE),
};
static const lm_rule_word hj21[] = {
    WORD("A", "A target reached", "A 目標値に達した", YES),
    WORD("B", "B improving", "B 改善傾向", YES),
    WORD("B*", "B* improving, reaching the target in doubt", "B* 改善傾向だが達成が危ぶまれる", NO),
    WORD("C", "C unchanged", "C 変わらない", NO),
    WORD("D", "D worse", "D 悪化している", NO),
    WORD("E", "E cannot be evaluated", "E 評価困難", NONE),
};
static const lm_rule_word statcan[] = {
    WORD("target_achieved", "target achieved", "目標達成", YES),
    WORD("substantial_progress", "on track", "順調", YES),
    WORD("moderate_progress", "progress made, acceleration needed", "前進(加速が必要)", NO),
    WORD("limited_progress", "limited progress", "わずかな前進", NO),
    WORD("deterioration", "deterioration", "後退", NO),
};
static const lm_rule_word statcan_free[] = {
    WORD("substantial_progress", "substantial progress", "大きな前進", NONE),
    WORD("moderate_progress", "moderate progress", "中程度の前進", NONE),
    WORD("limited_progress", "limited progress", "わずかな前進", NONE),
    WORD("deterioration", "deterioration", "後退", NONE),
};
static const lm_rule_word eurostat[] = {
    WORD("significant", "significant progress towards the target", "目標へ大きく前進", YES),
    WORD("moderate", "moderate progress towards the target", "目標へ中程度に前進", NO),
    WORD("insufficient", "insufficient progress towards the target", "目標への前進が不十分", NO),
    WORD("away", "movement away from the target", "目標から後退", NO),
};
static const lm_rule_word eurostat_free[] = {
    WORD("significant_progress", "significant progress", "大きな前進", NONE),
    WORD("moderate_progress", "moderate progress", "中程度の前進", NONE),
    WORD("moderate_away", "moderate movement away", "中程度の後退", NONE),
    WORD("significant_away", "significant movement away", "大きな後退", NONE),
};
static const lm_rule_word unsd2022[] = {
    WORD("substantial", "substantial progress, on track", "大きな前進(順調)", YES),
    WORD("fair", "fair progress, acceleration needed", "一定の前進(加速が必要)", NO),
    WORD("limited", "limited or no progress", "前進がわずか、またはない", NO),
    WORD("deterioration", "deterioration", "後退", NO),
};
static const lm_rule_word unsd2022_free[] = {
    WORD("substantial", "substantial progress", "大きな前進", NONE),
    WORD("fair", "fair progress", "一定の前進", NONE),
    WORD("limited", "limited or no progress", "前進がわずか、またはない", NONE),
    WORD("deterioration", "deterioration", "後退", NONE),
};
static const lm_rule_word unsd2023[] = {
    WORD("3", "3 met or nearly met", "3 達成またはほぼ達成", YES),
    WORD("2", "2 acceleration needed", "2 加速が必要", NO),
    WORD("1", "1 stagnation or regression", "1 停滞または後退", NO),
};
static const lm_rule_word unsd2023_free[] = {
    WORD("3", "3 substantial progress", "3 大きな前進", NONE),
    WORD("2", "2 some progress", "2 一定の前進", NONE),
    WORD("1", "1 stagnation or regression", "1 停滞または後退", NONE),
};
static const lm_rule_word sdsn[] = {
    WORD("maintaining", "maintaining achievement", "達成を維持", YES),
    WORD("on_track", "on track", "順調", YES),
    WORD("moderately_improving", "moderately improving", "ある程度改善", NO),
    WORD("stagnating", "stagnating", "停滞", NO),
    WORD("decreasing", "decreasing", "悪化", NO),
};
static const lm_rule_word csi[] = {
    WORD("achieved", "target value reached", "目標値に到達", NONE),
    WORD("progress", "progress since the baseline", "基準時から前進", NONE),
    WORD("regression", "regression since the baseline", "基準時から後退", NONE),
};
static const lm_rule_word api[] = {
    WORD("maintain", "maintain progress", "今の進捗を維持", YES),
    WORD("accelerate", "accelerate", "加速が必要", NO),
    WORD("reverse", "reverse the trend", "流れの反転が必要", NO),
};
static const lm_rule_word istat[] = {
    WORD("strong improvement", "strong improvement", "大きく改善", NONE),
    WORD("slight improvement", "slight improvement", "やや改善", NONE),
    WORD("stable", "stable", "横ばい", NONE),
    WORD("slight worsening", "slight worsening", "やや悪化", NONE),
    WORD("strong worsening", "strong worsening", "大きく悪化", NONE),
};
static const lm_rule_word aarr[] = {
    WORD("on_course", "on course", "必要な速さ以上", YES),
    WORD("off_course", "off course", "必要な速さ未満", NO),
};
static const lm_rule_word fingertips[] = {
    WORD("IncreasingAndGettingBetter", "increasing and getting better", "上昇・改善", NONE),
    WORD("DecreasingAndGettingBetter", "decreasing and getting better", "低下・改善", NONE),
    WORD("Increasing", "increasing", "上昇", NONE),
    WORD("Decreasing", "decreasing", "低下", NONE),
    WORD("NoChange", "no significant change", "有意な変化なし", NONE),
    WORD("IncreasingAndGettingWorse", "increasing and getting worse", "上昇・悪化", NONE),
    WORD("DecreasingAndGettingWorse", "decreasing and getting worse", "低下・悪化", NONE),
};
static const lm_rule_word variation[] = {
    WORD("improvement", "special cause, improvement", "特別な変動(改善)", NONE),
    WORD("neutral", "special cause, neither better nor worse", "特別な変動(良し悪しなし)", NONE),
    WORD("common_cause", "common cause", "通常の変動", NONE),
    WORD("concern", "special cause, concern", "特別な変動(懸念)", NONE),
};
static const lm_rule_word assurance[] = {
    WORD("consistent_pass", "consistently passes the target", "常に目標を満たす", YES),
    WORD("inconsistent", "hit and miss", "満たしたり満たさなかったり", NONE),
    WORD("consistent_fail", "consistently fails the target", "常に目標に届かない", NO),
};
static const lm_rule_word shizuoka[] = {
    WORD("A", "A above the expected value", "A 期待値を上回る", YES),
    WORD("B", "B about the expected value", "B 期待値程度", YES),
    WORD("C", "C below the expected value", "C 期待値を下回る", NO),
    WORD("below-baseline", "at or below the baseline", "基準値以下", NO),
};
static const lm_rule_word tama[] = {
    WORD("steady", "steady", "着実に進んでいる", YES),
    WORD("mostly", "mostly on the way", "概ね進んでいる", NO),
    WORD("needs-work", "needs work", "改善や工夫が必要", NO),
};
static const lm_rule_word nagano[] = {
    WORD("good", "good", "順調", YES),
    WORD("mostly-good", "mostly good", "おおむね順調", YES),
    WORD("effort-needed", "effort needed", "努力を要する", NO),
};
static const lm_rule_word sano[] = {
    WORD("7", "7: 100 % or more", "7(100%以上)", NONE),  WORD("6", "6: 90 % or more", "6(90%以上)", NONE),
    WORD("5", "5: 80 % or more", "5(80%以上)", NONE),    WORD("4", "4: 70 % or more", "4(70%以上)", NONE),
    WORD("3", "3: 60 % or more", "3(60%以上)", NONE),    WORD("2", "2: 50 % or more", "2(50%以上)", NONE),
    WORD("1", "1: below 50 %", "1(50%未満)", NONE),
};
static const lm_rule_word nagayo[] = {
    WORD("S", "S target reached", "S 目標値以上", NONE),
    WORD("A", "A better than the baseline", "A 基準値より改善", NONE),
    WORD("B", "B about the baseline", "B 基準値の10%以内", NONE),
    WORD("C", "C worse than the baseline", "C 基準値より悪化", NONE),
};
static const lm_rule_word seisaku[] = {
    WORD("exceeded", "target exceeded", "目標超過達成", NONE),
    WORD("achieved", "target achieved", "目標達成", NONE),
    WORD("substantial", "substantial progress", "相当程度進展あり", NONE),
    WORD("little", "little progress", "進展が大きくない", NONE),
    WORD("not-towards", "not towards the target", "目標に向かっていない", NONE),
};

/* ---- the table ---- */

typedef struct row {
  lm_judge_rule rule;
  rule_fn *judge;
} row;

#define DESTATIS_SOURCE "Destatis, German Sustainable Development Strategy, status of the indicators (dns-indikatoren.de)"
#define OPEN_SDG_SOURCE "Statistics Canada; Open SDG, progress methodology, and sdg-build ProgressMeasure.py 2.4.0"
#define EUROSTAT_SOURCE "Eurostat, monitoring report on the EU SDGs, as described by Statistics Canada and Open SDG"
#define FINGERTIPS_SOURCE "UKHSA Fingertips, technical guidance, trend markers"
#define MDC_SOURCE "NHS England, Making Data Count; NHSRplotthedots (2025)"
#define CAGR_EN "actual/required compound annual growth from the baseline"
#define CAGR_JA "実際の年平均成長率÷必要な年平均成長率(基準時から)"
#define FREE_EN "compound annual growth in the direction wanted"
#define FREE_JA "望ましい方向への年平均成長率"

static const row rows[] = {
    {{.id = "destatis", .name = {{"Destatis weather symbol", "ドイツ連邦統計局 天気記号"}}, .source = DESTATIS_SOURCE, .dated = true,
      .formula = {{"average of the last five annual changes, continued to the target year; share of the gap then missing",
                   "直近5回の年変化の平均を目標年まで延長し、足りない割合をみる"}},
      .threshold = {{"sun-miss", 0.05}, {"cloud-miss", 0.20}, {"points", 4}}, WORDS(weather)}, rule_destatis},
    {{.id = "destatis-direction", .name = {{"Destatis, direction only", "ドイツ連邦統計局 方向だけの目標"}}, .source = DESTATIS_SOURCE,
      .formula = {{"sign of the average change × sign of the last change", "平均の変化の向き×直近の変化の向き"}},
      .threshold = {{"points", 4}}, WORDS(weather_free)}, rule_destatis_free},
    {{.id = "hj21", .name = {{"Health Japan 21 (2nd term), final evaluation", "健康日本21(第二次)最終評価"}},
      .source = "厚生労働省, 健康日本21(第二次)最終評価報告書 (2022), 第2章", .dated = true,
      .formula = {{"change from the baseline (test, or 5 % relative), and the straight line from baseline to target",
                   "基準値からの変化(検定、できなければ相対5%)と、基準値と目標値を結ぶ直線"}},
      .threshold = {{"relative-change", 0.05}, {"p", 0.05}}, WORDS(hj21)}, rule_hj21},
    {{.id = "statcan", .name = {{"Statistics Canada / Open SDG", "カナダ統計局・Open SDG"}}, .source = OPEN_SDG_SOURCE, .dated = true,
      .formula = {{CAGR_EN ", sign by direction; a 0 becomes 0.001", CAGR_JA "。0は0.001に置き換え"}},
      .threshold = {{"substantial", 0.95}, {"moderate", 0.60}, {"limited", 0}, {"zero-becomes", 0.001}}, WORDS(statcan)}, rule_statcan},
    {{.id = "statcan-no-target", .name = {{"Statistics Canada / Open SDG, no target", "カナダ統計局・Open SDG 目標なし"}}, .source = OPEN_SDG_SOURCE,
      .formula = {{FREE_EN "; thresholds shrink towards the natural limit", FREE_JA "。自然な限界に近いほど基準を緩める"}},
      .threshold = {{"substantial", 0.015}, {"moderate", 0.005}, {"limit-power", 4.44}, {"zero-becomes", 0.001}}, WORDS(statcan_free)},
     rule_statcan_free},
    {{.id = "eurostat", .name = {{"Eurostat", "ユーロスタット"}}, .source = EUROSTAT_SOURCE, .dated = true,
      .formula = {{CAGR_EN "; values of 0 and below are refused", CAGR_JA "。0以下の値では判定しない"}},
      .threshold = {{"significant", 0.95}, {"moderate", 0.60}, {"insufficient", 0}}, WORDS(eurostat)}, rule_eurostat},
    {{.id = "eurostat-no-target", .name = {{"Eurostat, no target", "ユーロスタット 目標なし"}}, .source = EUROSTAT_SOURCE,
      .formula = {{FREE_EN, FREE_JA}}, .threshold = {{"significant", 0.01}, {"away", -0.01}}, WORDS(eurostat_free)}, rule_eurostat_free},
    {{.id = "unsd-2022", .name = {{"UN Progress Chart 2022", "国連進捗チャート2022"}},
      .source = "UNSD Progress Chart 2022, as coded in cwtravisyip/unsd_global_database", .dated = true,
      .formula = {{CAGR_EN, CAGR_JA}}, .threshold = {{"substantial", 0.95}, {"fair", 0.5}, {"limited", -0.1}}, WORDS(unsd2022)}, rule_unsd2022},
    {{.id = "unsd-2022-no-target", .name = {{"UN Progress Chart 2022, no target", "国連進捗チャート2022 目標なし"}},
      .source = "UNSD Progress Chart 2022, as coded in cwtravisyip/unsd_global_database", .unverified = true,
      .formula = {{FREE_EN, FREE_JA}}, .threshold = {{"substantial", 0.01}, {"fair", 0.005}, {"limited", -0.01}}, WORDS(unsd2022_free)},
     rule_unsd2022_free},
    {{.id = "unsd-2023", .name = {{"UN Progress Chart 2023", "国連進捗チャート2023"}},
      .source = "UNSD Progress Chart 2023 technical note, as quoted by EUSTAT", .dated = true,
      .formula = {{"share of the way from the baseline that compound growth covers by the target year", "年平均成長率で延長した値が、基準値から目標までのどこまで進むか"}},
      .threshold = {{"score-3", 0.95}, {"score-2", 0.10}, {"level-points", 1}}, WORDS(unsd2023)}, rule_unsd2023},
    {{.id = "unsd-2023-no-target", .name = {{"UN Progress Chart 2023, no target", "国連進捗チャート2023 目標なし"}},
      .source = "UNSD Progress Chart 2023 technical note, as quoted by EUSTAT", .unverified = true,
      .formula = {{FREE_EN, FREE_JA}}, .threshold = {{"score-3", 0.02}, {"score-2", 0.005}}, WORDS(unsd2023_free)}, rule_unsd2023_free},
    {{.id = "sdsn", .name = {{"SDSN arrow", "SDSNの矢印"}}, .source = "SDSN, SDG Index 2018, methodology 1.5.3", .dated = true,
      .formula = {{"linear annual change/change needed from the baseline to the target (green threshold)", "年当たりの変化÷基準時から目標(緑の水準)までに必要な年当たりの変化"}},
      .threshold = {{"needed", 1}, {"half", 0.5}}, WORDS(sdsn)}, rule_sdsn},
    {{.id = "escap-current-status", .name = {{"UN ESCAP Current Status Index", "国連ESCAP 現状指数"}},
      .source = "UN ESCAP Current Status Index, as coded by UNICEF MENARO",
      .formula = {{"10 × progress since the baseline/way from baseline to target", "10×基準時からの前進÷基準値から目標までの距離"}},
      .threshold = {{"full", 10}}, WORDS(csi)}, rule_escap_csi},
    {{.id = "escap-anticipated", .name = {{"UN ESCAP Anticipated Progress Index", "国連ESCAP 進捗見込み指数"}},
      .source = "UNECE technical notes 2022 and 2023; limits and weights not read in a source", .unverified = true, .dated = true,
      .formula = {{"gap left in the target year in % of the way from the baseline, by a line with weights 1 … n", "目標年に残る隔たり÷基準値から目標までの距離(%)。重み1〜nの直線で延長"}},
      .threshold = {{"maintain", 10}, {"accelerate", 100}}, WORDS(api)}, rule_escap_api},
    {{.id = "istat", .name = {{"ISTAT / ASTAT five classes", "イタリア統計局 五段階"}}, .source = "ASTAT, trend_info (statistics-astat.provinz.bz.it)",
      .formula = {{FREE_EN, FREE_JA}}, .threshold = {{"strong", 0.05}, {"slight", 0.01}}, WORDS(istat)}, rule_istat},
    {{.id = "aarr", .name = {{"WHO/UNICEF annual rate of reduction", "WHO・UNICEF 年平均減少率"}},
      .source = "UNICEF technical note 185; WHO Global Nutrition Targets", .dated = true,
      .formula = {{"1 - exp(slope of ln y on years) against the discrete rate needed from the baseline", "対数値の回帰による年平均減少率と、基準値から必要な減少率(離散形)の比較"}},
      WORDS(aarr)}, rule_aarr},
    {{.id = "fingertips-ci", .name = {{"Fingertips recent trend, intervals", "フィンガーチップス 最近の傾向(信頼区間)"}}, .source = FINGERTIPS_SOURCE,
      .formula = {{"weighted trend of the last five values, each with its 95 % interval; leave-one-out sign", "直近5点の95%信頼区間による重み付き傾向。1点ずつ除いても向きが同じ"}},
      .threshold = {{"chi2", LM_RECENT_CRITICAL}, {"same-sign", 5}}, WORDS(fingertips)}, rule_fingertips_ci},
    {{.id = "fingertips-proportion", .name = {{"Fingertips recent trend, proportions", "フィンガーチップス 最近の傾向(割合)"}}, .source = FINGERTIPS_SOURCE,
      .formula = {{"chi-square trend in the last five proportions; leave-one-out sign of the logit slope", "直近5点の割合の傾向のカイ二乗検定。1点ずつ除いてもロジットの傾きの向きが同じ"}},
      .threshold = {{"chi2", LM_RECENT_CRITICAL}, {"same-sign", 5}}, WORDS(fingertips)}, rule_fingertips_proportion},
    {{.id = "mdc-variation", .name = {{"Making Data Count, variation", "NHS管理図 変動"}}, .source = MDC_SOURCE,
      .formula = {{"XmR chart with screening: the latest point outside, in a trend of 7, 2 of 3 near a limit, or 7 on one side", "XmR管理図(外れた移動範囲は除く)の最新点: 限界外・7点の上昇下降・3点中2点が限界近く・7点が片側"}},
      .threshold = {{"limit-factor", 2.66}, {"screen-factor", 3.267}, {"points", 5}, {"firm-points", 12}}, WORDS(variation)}, rule_mdc_variation},
    {{.id = "mdc-assurance", .name = {{"Making Data Count, assurance", "NHS管理図 目標の確かさ"}}, .source = MDC_SOURCE,
      .formula = {{"target against the process limits", "目標と管理限界の位置"}},
      .threshold = {{"limit-factor", 2.66}, {"screen-factor", 3.267}, {"points", 5}, {"firm-points", 12}}, WORDS(assurance)}, rule_mdc_assurance},
    {{.id = "shizuoka", .name = {{"Shizuoka, expected value", "静岡県 期待値"}}, .source = "静岡県総合計画の評価 (平成28年度); 帯 ±30 % は未確認", .unverified = true, .dated = true,
      .formula = {{"progress from the baseline/progress that the straight line asks for", "基準値からの前進÷直線が求める前進"}},
      .threshold = {{"band", 0.30}}, WORDS(shizuoka)}, rule_shizuoka},
    {{.id = "tama", .name = {{"Tama, share of the target by year", "多摩市 年次の到達割合"}}, .source = "多摩市総合戦略の評価方法(案) 資料6", .dated = true,
      .formula = {{"(value/target)/share of the time that is over", "(実績÷目標)÷経過した期間の割合"}},
      .threshold = {{"steady", 1}, {"mostly", 0.60}}, WORDS(tama)}, rule_tama},
    {{.id = "nagano", .name = {{"Nagano, 80 % of the interim value", "長野県 目安値の80%"}}, .source = "長野県第6次保健医療計画の評価 (times-net.info/nagano/entry-2922)", .dated = true,
      .formula = {{"value/interim value (given, or on the straight line)", "実績÷目安値(示されていなければ直線上の値)"}},
      .threshold = {{"good", 1}, {"effort", 0.80}}, WORDS(nagano)}, rule_nagano},
    {{.id = "sano", .name = {{"Sano, seven grades", "佐野市 7段階"}}, .source = "佐野市総合計画の評価 (city.sano.lg.jp)",
      .formula = {{"achievement rate (value - baseline)/(target - baseline)", "達成率(実績-基準)/(目標-基準)"}},
      .threshold = {{"7", 1}, {"6", 0.9}, {"5", 0.8}, {"4", 0.7}, {"3", 0.6}, {"2", 0.5}}, WORDS(sano)}, rule_sano},
    {{.id = "nagayo", .name = {{"Nagayo, four grades", "長与町 4段階"}}, .source = "長与町総合計画の評価 (webtown.nagayo.jp)",
      .formula = {{"target reached, better than the baseline, within 10 % of it, worse", "目標値以上・基準値より改善・基準値の10%以内・それより悪化"}},
      .threshold = {{"near-baseline", 0.10}}, WORDS(nagayo)}, rule_nagayo},
    {{.id = "seisaku", .name = {{"Policy evaluation, five classes", "政策評価 五区分"}}, .source = "総務省, 目標管理型の政策評価の実施に関するガイドライン; 80 % は未確認", .unverified = true,
      .formula = {{"achievement rate (value - baseline)/(target - baseline)", "達成率(実績-基準)/(目標-基準)"}},
      .threshold = {{"achieved", 1}, {"substantial", 0.80}}, WORDS(seisaku)}, rule_seisaku},
};

size_t lm_rule_count(void) { return COUNT(rows); }
const lm_judge_rule *lm_rule_at(size_t index) { return index < COUNT(rows) ? &rows[index].rule : NULL; }

const lm_judge_rule *lm_rule_find(const char *id) {
  for (size_t i = 0; i < COUNT(rows); i++)
    if (strcmp(rows[i].rule.id, id) == 0) return &rows[i].rule;
  return NULL;
}

static int lower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; }

static bool same_text(const char *a, const char *b) {
  while (*a && lower(*a) == lower(*b)) a++, b++;
  return !*a && !*b;
}

const lm_rule_word *lm_rule_word_find(const lm_judge_rule *rule, const char *text) {
  for (size_t i = 0; i < rule->words; i++) {
    const lm_rule_word *word = &rule->word[i];
    if (same_text(word->id, text) || same_text(word->label.in[LM_EN], text) || same_text(word->label.in[LM_JA], text)) return word;
  }
  return NULL;
}

/* ---- ids of refusals and notes ---- */

static const char *const refusal_word[LM_REFUSE_COUNT] = {
    [LM_REFUSE_NOT] = "none",
    [LM_REFUSE_BAD_INPUT] = "bad-input",
    [LM_REFUSE_NO_MEMORY] = "no-memory",
    [LM_REFUSE_NO_DATA] = "no-data",
    [LM_REFUSE_TOO_FEW] = "too-few",
    [LM_REFUSE_NOT_CONSECUTIVE] = "not-consecutive",
    [LM_REFUSE_NO_TARGET] = "no-target",
    [LM_REFUSE_HAS_TARGET] = "has-target",
    [LM_REFUSE_NO_TARGET_YEAR] = "no-target-year",
    [LM_REFUSE_NO_DIRECTION] = "no-direction",
    [LM_REFUSE_NO_BASELINE] = "no-baseline",
    [LM_REFUSE_TARGET_EQ_BASELINE] = "target-eq-baseline",
    [LM_REFUSE_TARGET_WRONG_SIDE] = "target-wrong-side",
    [LM_REFUSE_NOT_POSITIVE] = "not-positive",
    [LM_REFUSE_SIGN_CHANGE] = "sign-change",
    [LM_REFUSE_TARGET_YEAR_PAST] = "target-year-past",
    [LM_REFUSE_NO_ERRORS] = "no-errors",
    [LM_REFUSE_ALL_OR_NONE] = "all-or-none",
    [LM_REFUSE_NO_BASE] = "no-base",
    [LM_REFUSE_RISING_ONLY] = "rising-only",
};

const char *lm_refusal_word(lm_refusal refusal) { return (unsigned)refusal < LM_REFUSE_COUNT ? refusal_word[refusal] : NULL; }

const char *lm_judge_note_word(unsigned bit_index) {
  static const char *const word[LM_JUDGE_NOTE_BITS] = {"zero-replaced", "no-test", "trial-limits", "own-reading", "gaps", "target-year-reached"};
  return bit_index < LM_JUDGE_NOTE_BITS ? word[bit_index] : NULL;
}

/* ---- what the rules share ---- */

double rule_threshold(const rule_work *w, const char *name) {
  const lm_threshold *threshold = w->out->rule->threshold;
  for (size_t i = 0; i < LM_RULE_THRESHOLDS && threshold[i].name; i++)
    if (strcmp(threshold[i].name, name) == 0) return threshold[i].value;
  return NAN;
}

void rule_number(rule_work *w, const char *name, double value) {
  lm_judgement *out = w->out;
  if (out->numbers == LM_JUDGE_NUMBERS) return;
  out->number[out->numbers].name = name;
  out->number[out->numbers++].value = isfinite(value) ? value : NAN;
}

void rule_say(rule_work *w, const char *word) {
  const lm_judge_rule *rule = w->out->rule;
  size_t i = 0;
  while (i < rule->words && strcmp(rule->word[i].id, word) != 0) i++;
  w->out->word = i < rule->words ? &rule->word[i] : NULL;
  w->out->call = w->out->word ? w->out->word->call : LM_CALL_NONE;
}

bool rule_refuse(rule_work *w, lm_refusal why) {
  w->out->refusal = why;
  return false;
}

bool rule_same(double a, double b) { return a == b || fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)); }
bool rule_at_least(double a, double b) { return a >= b || rule_same(a, b); }
bool rule_above(double a, double b) { return a > b && !rule_same(a, b); }

bool rule_met(const rule_work *w) {
  double d = w->c->direction;
  return rule_at_least(d * w->y, d * w->c->target);
}

bool rule_need_points(rule_work *w, size_t n) { return w->c->n >= n ? true : rule_refuse(w, LM_REFUSE_TOO_FEW); }
bool rule_need_direction(rule_work *w) { return w->c->direction != 0 ? true : rule_refuse(w, LM_REFUSE_NO_DIRECTION); }
bool rule_need_target(rule_work *w) { return !isnan(w->c->target) ? true : rule_refuse(w, LM_REFUSE_NO_TARGET); }
bool rule_need_no_target(rule_work *w) { return isnan(w->c->target) ? true : rule_refuse(w, LM_REFUSE_HAS_TARGET); }

bool rule_need_baseline(rule_work *w) {
  if (!rule_need_points(w, 2)) return false;
  return w->base + 1 < w->c->n ? true : rule_refuse(w, LM_REFUSE_NO_BASELINE);
}

bool rule_need_dated(rule_work *w) {
  if (!rule_need_direction(w) || !rule_need_target(w)) return false;
  if (isnan(w->c->target_t)) return rule_refuse(w, LM_REFUSE_NO_TARGET_YEAR);
  if (!rule_need_baseline(w)) return false;
  return rule_above(w->c->target_t, w->t0) ? true : rule_refuse(w, LM_REFUSE_TARGET_YEAR_PAST);
}

bool rule_need_right_side(rule_work *w) {
  double d = w->c->direction;
  return rule_at_least(d * w->c->target, d * w->y0) ? true : rule_refuse(w, LM_REFUSE_TARGET_WRONG_SIDE);
}

double rule_elapsed(const rule_work *w) { return fmin((w->t - w->t0) / (w->c->target_t - w->t0), 1); }

double rule_line(const rule_work *w) {
  double share = rule_elapsed(w);
  return share == 1 ? w->c->target : w->y0 + (w->c->target - w->y0) * share;
}

/* ---- applying ---- */

lm_judge_case lm_judge_case_none(void) {
  return (lm_judge_case){.target = NAN, .target_t = NAN, .baseline_t = NAN, .limit = NAN, .worst = NAN, .best = NAN, .milestone = NAN};
}

/* Absent, or a number that arithmetic can stand. */
static bool usable(double value) { return isnan(value) || fabs(value) <= 1e150; }

static bool sound(const lm_judge_case *c) {
  for (size_t i = 0; i < c->n; i++)
    if (isnan(c->t[i]) || isnan(c->y[i]) || !usable(c->t[i]) || !usable(c->y[i]) || (i > 0 && !(c->t[i] > c->t[i - 1]))) return false;
  return usable(c->target) && usable(c->target_t) && usable(c->baseline_t) && usable(c->limit) && usable(c->worst) && usable(c->best) &&
         usable(c->milestone) && c->direction >= -1 && c->direction <= 1;
}

static void find_ends(rule_work *w) {
  const lm_judge_case *c = w->c;
  w->t = w->y = w->t0 = w->y0 = NAN;
  w->base = c->n;
  if (c->n == 0) return;
  w->t = c->t[c->n - 1];
  w->y = c->y[c->n - 1];
  for (w->base = 0; w->base < c->n && !isnan(c->baseline_t) && !rule_at_least(c->t[w->base], c->baseline_t);) w->base++;
  if (w->base == c->n) return;
  w->t0 = c->t[w->base];
  w->y0 = c->y[w->base];
}

/* 健康日本21 has a letter of its own for "cannot be evaluated". */
static void letter_for_refusal(lm_judgement *out) {
  if (out->refusal == LM_REFUSE_NOT) return;
  out->word = NULL;
  out->call = LM_CALL_NONE;
  out->numbers = 0;
  if (out->rule->word == hj21) out->word = lm_rule_word_find(out->rule, "E");
}

/* What all rules ask of a case, found once. */
typedef struct prepared {
  rule_work work;
  bool sound;
} prepared;

static prepared prepare(const lm_judge_case *c, lm_stats_work *work) {
  prepared p = {.work = {.c = c, .stats = work}, .sound = sound(c)};
  if (p.sound) find_ends(&p.work);
  return p;
}

static void apply(lm_judgement *out, const row *of, const prepared *p) {
  out->rule = &of->rule;
  out->refusal = LM_REFUSE_NOT;
  out->word = NULL;
  out->call = LM_CALL_NONE;
  out->notes = 0;
  out->numbers = 0;
  rule_work w = p->work;
  w.out = out;
  if (!p->sound) {
    rule_refuse(&w, LM_REFUSE_BAD_INPUT);
  } else if (w.c->n == 0) {
    rule_refuse(&w, LM_REFUSE_NO_DATA);
  } else {
    of->judge(&w);
    if (!out->word && out->refusal == LM_REFUSE_NOT) rule_refuse(&w, LM_REFUSE_BAD_INPUT);
  }
  letter_for_refusal(out);
}

void lm_rule_judge(lm_judgement *out, const lm_judge_rule *rule, const lm_judge_case *c, lm_stats_work *work) {
  prepared p = prepare(c, work);
  *out = (lm_judgement){.rule = rule, .refusal = LM_REFUSE_BAD_INPUT};
  for (size_t i = 0; i < COUNT(rows); i++)
    if (&rows[i].rule == rule) apply(out, &rows[i], &p);
}

void lm_judge_every(lm_judgement *out, const lm_judge_case *c, lm_stats_work *work) {
  prepared p = prepare(c, work);
  for (size_t i = 0; i < COUNT(rows); i++) {
    out[i] = (lm_judgement){0};
    apply(&out[i], &rows[i], &p);
  }
}

/* The rules about a dated target, with thresholds that could be verified. */
static bool counts(const lm_judge_rule *rule) { return rule->dated && !rule->unverified; }

bool rules_count(rule_counts *out, const lm_judge_case *c, lm_stats_work *work) {
  prepared p = prepare(c, work);
  bool enough_memory = true;
  *out = (rule_counts){0};
  for (size_t i = 0; i < COUNT(rows); i++) {
    lm_judgement judgement;
    if (!counts(&rows[i].rule)) continue;
    apply(&judgement, &rows[i], &p);
    enough_memory = enough_memory && judgement.refusal != LM_REFUSE_NO_MEMORY;
    out->yes += judgement.call == LM_CALL_YES;
    out->no += judgement.call == LM_CALL_NO;
  }
  return enough_memory;
}

double lm_judgement_number(const lm_judgement *judgement, const char *name) {
  for (size_t i = 0; i < judgement->numbers; i++)
    if (strcmp(judgement->number[i].name, name) == 0) return judgement->number[i].value;
  return NAN;
}

lm_agreement lm_judge_agreement(const lm_judgement *judgement, size_t count) {
  lm_agreement all = {0};
  for (size_t i = 0; i < count; i++) {
    const lm_judgement *j = &judgement[i];
    if (!counts(j->rule) || j->call == LM_CALL_NONE) continue;
    all.judged++;
    if (j->call == LM_CALL_YES) all.yes++;
    else all.no++;
  }
  all.agree = all.yes > all.no ? all.yes : all.no;
  return all;
}
