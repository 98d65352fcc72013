/* What a table's cell can be, told from its characters alone: a number with its unit and words, a direction in words, a
 * unit, nothing. Strict on purpose: 65歳以上の就業者数 begins with a number and is a name. */
#include "plan/read_parts.h"

#include <string.h>

static const char *const multipliers[] = { "十億", "百億", "千億", "百万", "千万", "十万",
					   "万",   "億",   "兆",   "千",   "百",   "十" };

/* Longer ones before those that they begin with, where both are units. */
static const char *const units[] = {
	"人泊",        "人日",      "人回",         "人",        "名",       "件",         "％",
	"%",           "パ-セント", "ポイント",     "pt",        "円",       "世帯",       "戸",
	"社",          "事業所",    "事業者",       "事業",      "回",       "箇所",       "か所",
	"ヶ所",        "カ所",      "ヵ所",         "ケ所",      "個所",     "個",         "ヘクタ-ル",
	"ha",          "km/h",      "km2",          "km",        "kg",       "kWh",        "kw",
	"MWh",         "GWh",       "kl",           "KL",        "kL",       "t-CO2",      "tCO2",
	"トン",        "t",         "メ-トル",      "m3",        "m2",       "m",          "㎡",
	"㎢",          "㎥",        "㎏",           "㎞",        "ｍ",       "点",         "歳",
	"年間",        "年",        "箱",           "月",        "日",       "時間",       "分",
	"秒",          "組",        "団体",         "頭",        "羽",       "匹",         "本",
	"台",          "店舗",      "店",           "施設",      "校",       "園",         "床",
	"位",          "倍",        "割",           "‰",         "票",       "冊",         "部",
	"品目",        "品種",      "品",           "食",        "泊",       "区画",       "棟",
	"路線",        "便",        "隻",           "経営体",    "法人",     "企業",       "地区",
	"集落",        "PV",        "アクセス",     "フォロワ-", "ページ",   "商品",       "種類",
	"種",          "講座",      "コ-ス",        "地域",      "市町村",   "市町",       "町村",
	"軒",          "室",        "席",           "枚",        "校区",     "自治会",     "クラブ",
	"グル-プ",     "チ-ム",     "プロジェクト", "案件",      "作品",     "基",         "着",
	"杯",          "玉",        "羽",           "俵",        "セット",   "ド-ル",      "拠点",
	"会社",        "者",        "指標",         "ＰＶ",      "品",       "試合",       "艇",
	"ヶ月",        "か月",      "カ月",         "ml",        "g",        "a",          "リットル",
	"L",           "mg",        "kcal",         "人口千対",  "人口万対", "人口10万対", "人口1万対",
	"人口1,000対", "千対",      "㌶",           "㌔",        "㌧",       "kwh",        "kW",
	"人時",        "MW",        "GW",           "つ",
};

static const char *const number_prefixes[] = {
	"マイナス", "プラス", "約",   "およそ",       "概ね",         "おおむね", "延べ",       "のべ",     "年間",
	"累計",     "合計",   "総計", "平均",         "年平均",       "毎年",     "各年",       "+",        "△",
	"▲",        "-",      "±",    "年",           "計",           "単年",     "毎年度",     "各年度",   "最低",
	"目標",     "目標値", "現状", "現状値",       "全",           "全国",     "県内",       "￥",       "\\",
	"第",       "週",     "月",   "月平均",       "前年度比",     "前年比",   "対前年度比", "対前年比", "現状比",
	"日",       "日平均", "¥",    "計画期間中に", "計画期間内に", "期間中",   "期間内",     "新たに"
};

static const char *const number_suffixes[] = {
	"以上",     "以下",   "未満",   "超",   "以内",     "程度", "を超える", "超える", "を上回る",
	"を下回る", "上回る", "下回る", "維持", "を維持",   "増加", "増",       "減少",   "減",
	"向上",     "上昇",   "低下",   "削減", "前後",     "弱",   "強",       "台",     "累計",
	"延べ",     "する",   "させる", "達成", "の",       "に",   "へ",       "を",     "も",
	"・",       "新規",   "年度",   "/年",  "/月",      "/日",  "毎年",     "平均",   "以降",
	"目標",     "(見込)", "見込",   "まで", "維持する", "、",   "キ-プ",    "純増",   "で",
	"間に",     "間の",   "か年",   "ヵ年", "カ年",     "ヶ年", "箇年",     "うち",   "を下回らない",
};

static const char *const compared[] = { "現状値", "現状",     "前年度", "前年",   "基準値", "基準年", "開始前",
					"策定時", "全国平均", "県平均", "国平均", "平均",   "前回",   "直近",
					"当初",   "目標値",   "国",     "県",     "同",     "初年度" };
static const char *const between[] = {
	"より", "から", "を", "の", "と", "に", "比", "値", "水準", "程度", "で", "以上"
};
static const char *const directions[] = {
	"維持", "増加", "減少", "増",   "減",   "向上",   "上昇",   "低下", "改善", "拡大", "縮小",
	"抑制", "以上", "以下", "未満", "超",   "上回る", "下回る", "実施", "策定", "達成", "ゼロ",
	"皆減", "倍増", "半減", "設置", "完成", "開設",   "完了",   "削減", "純増", "継続", "黒字化",
};
static const char *const endings[] = { "する", "させる", "傾向", "を図る", "を目指す", "済み",
				       "済",   "こと",   "へ",   "。",     "を維持" };
static const char *const nothings[] = { "-",        "--",       "---",    "なし",   "無し",   "無",     "該当なし",
					"該当無し", "未実施",   "未設定", "未定",   "未調査", "未集計", "データなし",
					"実績なし", "設定なし", "調査中", "集計中", "不明",   "新規",   "※",
					"/",        "―",        "＼",     "空白" };

/* The longest of the words at i. */
static size_t longest(const struct fold *f, size_t i, const char *const *words, size_t n)
{
	size_t best = 0;

	for (size_t k = 0; k < n; k++) {
		size_t m = fold_starts(f, i, words[k]);

		best = m > best ? m : best;
	}
	return best;
}
#define LONGEST(f, i, words) longest((f), (i), (words), sizeof(words) / sizeof *(words))

static size_t multiplier_at(const struct fold *f, size_t i)
{
	size_t from = i, n;

	while ((n = LONGEST(f, i, multipliers)))
		i += n;
	return i - from;
}

/* 千人, ％, 人/ha, 件／年, 人/10万人. */
static size_t unit_at(const struct fold *f, size_t i)
{
	size_t from = i, many = multiplier_at(f, i), n = LONGEST(f, i + many, units);

	if (!n)
		return many;
	i += many + n;
	while (f->c[i] == '/' || f->c[i] == 0x30FB || fold_starts(f, i, "あたり")) {
		size_t j = i + (f->c[i] == '/' || f->c[i] == 0x30FB ? 1 : 3);

		fold_int(f, &j);
		j += multiplier_at(f, j);
		n = LONGEST(f, j, units);
		if (!n)
			break;
		i = j + n;
	}
	return i - from;
}

bool read_is_unit(struct text t)
{
	struct fold f;
	size_t i = 0, n;
	bool open;

	fold_text(&f, t);
	if (!f.n || f.n > 16)
		return false;
	open = is_open(f.c[0]);
	i += open;
	i += fold_starts(&f, i, "単位:");
	i += f.c[i] == '/'; /* （/年） */
	n = unit_at(&f, i);
	if (n && f.c[i + n] == '(' && fold_find(&f, i + n, ")") == f.n - 1 - open) /* ポイント(100点満点) */
		n = f.n - i - open;
	i += n;
	if (open)
		i += is_close(f.c[i]);
	return n && i == f.n;
}

size_t read_note_mark(struct text t)
{
	struct fold f;
	size_t i = 0, n;
	bool open;

	fold_text(&f, text_slice(t, 0, 30));
	open = f.c[0] == '(' || f.c[0] == '[';
	i += open;
	n = fold_starts(&f, i, "※") + fold_starts(&f, i, "注") + fold_starts(&f, i, "*");
	if (!n)
		return 0;
	i += n;
	n = i;
	i += f.c[i] == '(';
	if (fold_ordinal(&f, &i))
		i += (f.c[n] == '(' || f.c[i] == ')') && f.c[i] == ')' && !open;
	else
		i = n;
	if (f.c[i - 1] == 0x6CE8 && !open && f.c[i] != ':' && f.c[i] != ')' && f.c[i] != ' ') /* 注意, 注文 */
		return 0;
	if (open) {
		if (!is_close(f.c[i]))
			return 0;
		i++;
	}
	return f.at[i];
}

static size_t bracket_at(const struct fold *f, size_t i)
{
	int depth = 0;

	if (!is_open(f->c[i]) || i >= f->n)
		return 0;
	for (size_t k = i; k < f->n; k++) {
		depth += is_open(f->c[k]);
		depth -= is_close(f->c[k]);
		if (!depth)
			return k + 1 - i;
	}
	return f->n - i;
}

static size_t digits_at(const struct fold *f, size_t i)
{
	size_t from = i;

	if (!is_digit(f->c[i]))
		return 0;
	while (is_digit(f->c[i]) || ((f->c[i] == ',' || f->c[i] == '.' || f->c[i] == 0x3001) && is_digit(f->c[i + 1])))
		i++;
	return i - from;
}

/* 未策定, 未整備, 未把握; but 未満 compares, and 未婚率 is a name. */
static bool is_not_yet(const struct fold *f)
{
	static const char *const done[] = { "策定", "整備", "設置", "導入", "把握", "計測", "測定", "算出", "作成",
					    "制定", "開設", "開始", "着手", "公表", "達成", "締結", "稼働", "供用",
					    "確認", "取得", "統計", "実施", "調査", "集計", "設定", "定",   "開業" };
	size_t i = fold_starts(f, 0, "未");

	for (size_t k = 0; i && k < sizeof done / sizeof *done; k++) {
		size_t n = fold_starts(f, i, done[k]);

		if (n && i + n == f->n)
			return true;
	}
	return false;
}

bool read_is_no_value(struct text t)
{
	struct fold f;

	fold_text(&f, t);
	if (is_not_yet(&f))
		return true;
	for (size_t k = 0; k < sizeof nothings / sizeof *nothings; k++)
		if (fold_is(&f, nothings[k]))
			return true;
	return false;
}

bool read_is_number_end(struct text t)
{
	static const char *const ends[] = { "以上",   "以下", "未満", "程度",     "以内",      "超",
					    "を維持", "増",   "減",   "を超える", "以上を維持" };
	struct fold f;

	fold_text(&f, t);
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
		if (fold_is(&f, ends[k]))
			return true;
	return false;
}

static bool is_direction(const struct fold *f)
{
	size_t i = 0, n;

	while ((n = LONGEST(f, i, compared)) || (n = i ? LONGEST(f, i, between) : 0))
		i += n;
	n = LONGEST(f, i, directions);
	if (!n && i >= 2 && fold_ends(f, "以上"))
		return i == f->n;
	i += n;
	n += i < f->n ? LONGEST(f, i, endings) : 0;
	i += LONGEST(f, i, endings);
	i += bracket_at(f, i);
	return n && i == f->n;
}

static size_t mark_in_number(const struct fold *f, size_t i)
{
	size_t from = i, n = fold_starts(f, i, "※") + fold_starts(f, i, "注") + fold_starts(f, i, "*");

	if (!n)
		return 0;
	i += n;
	fold_ordinal(f, &i);
	i += f->c[i] == ')';
	return i - from;
}

bool read_is_number_cell(struct text t)
{
	struct fold f;
	size_t i = 0, n;
	struct period p;
	bool assumed;

	if (t.n > 150)
		return false;
	fold_text(&f, t);
	if (!f.n)
		return false;
	if (is_direction(&f))
		return true;
	i += bracket_at(&f, i); /* （2019年度）120 */
	if (i == f.n)
		return false;
	n = i;
	if (read_period_at(&p, &assumed, &f, &n) && (!assumed || f.c[n] == ':') && n < f.n) /* 2019年度：120, R1：120 */
		i = n;
	while (f.c[i] == ':' || f.c[i] == ' ')
		i++;
	while ((n = LONGEST(&f, i, number_prefixes)))
		i += n;
	if (!(n = digits_at(&f, i)))
		return false;
	for (i += n; i < f.n; i += n) {
		n = unit_at(&f, i);
		if (!n)
			n = LONGEST(&f, i, number_suffixes);
		if (!n)
			n = bracket_at(&f, i);
		if (!n)
			n = mark_in_number(&f, i);
		if (!n && (f.c[i] == '~' || f.c[i] == '-' || f.c[i] == 0xB1 || f.c[i] == '+' || f.c[i] == ' ' ||
			   f.c[i] == '/' || f.c[i] == ':'))
			n = 1;
		if (!n)
			n = digits_at(&f, i);
		if (!n)
			return false;
		/* 65歳以上の就業者数: の before anything but a direction is inside a name; a bare 年 is a date. */
	}
	return !fold_ends(&f, "の") && !fold_ends(&f, "を");
}
