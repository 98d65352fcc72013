/* What the series count that the layouts know beforehand, in the words of those who publish them: kept with every
 * import, as the tables of e-Stat bring their own. A reworded one would read as another definition
 * (usecase/series_break.c): words change here only when what is counted does. Sources: 国勢調査 用語の解説;
 * 人口動態調査 調査の概要; 住民基本台帳人口移動報告 用語の解説; 住民基本台帳に基づく人口、人口動態及び世帯数 調査要領;
 * 日本の地域別将来推計人口（2018年推計）. */
#include "files/stats.h"

static const struct {
	const char *series, *words;
} known[] = {
	{ "census.population", "国勢調査による10月1日現在の人口（常住者。外国人を含む）" },
	{ "ipss2018.population", "2015年の国勢調査を基にした10月1日現在の将来推計人口（外国人を含む）" },
	{ "register.population", "1月1日現在、住民基本台帳に記録されている人口（外国人住民を含む）" },
	{ "register.households", "1月1日現在、住民基本台帳に記録されている世帯数（外国人住民を含む）" },
	{ "register.births", "1月1日から12月31日までに出生により住民票に記載された者の数（外国人住民を含む）" },
	{ "register.deaths", "1月1日から12月31日までに死亡により住民票を消除された者の数（外国人住民を含む）" },
	{ "register.natural-change", "自然増減数: 出生者数から死亡者数を引いた数（住民基本台帳、暦年）" },
	{ "register.social-change",
	  "社会増減数: 転入者数とその他の記載数から、転出者数とその他の消除数を引いた数（住民基本台帳、暦年）" },
	{ "register.domestic-in", "国内の他市区町村から転入した者の数（住民基本台帳、暦年、外国人住民を含む）" },
	{ "register.domestic-out", "国内の他市区町村へ転出した者の数（住民基本台帳、暦年、外国人住民を含む）" },
	{ "register.from-abroad", "国外から転入した者の数（住民基本台帳、暦年、外国人住民を含む）" },
	{ "register.to-abroad", "国外へ転出した者の数（住民基本台帳、暦年、外国人住民を含む）" },
	{ "vital.births", "人口動態統計による出生数（確定数。日本における日本人、住所地、暦年）" },
	{ "vital.deaths", "人口動態統計による死亡数（確定数。日本における日本人、住所地、暦年）" },
	{ "vital.marriages", "人口動態統計による婚姻件数（確定数。暦年）" },
	{ "vital.divorces", "人口動態統計による離婚件数（確定数。暦年）" },
	{ "migration.in", "住民基本台帳人口移動報告による他市区町村からの転入者数（日本人移動者、暦年）" },
	{ "migration.out", "住民基本台帳人口移動報告による他市区町村への転出者数（日本人移動者、暦年）" },
};

/* The words of a table would be others for each census (its title has the year), though the layout has made sure that
 * they mean the series: they give way. */
static bool redefine(struct stats_table *t, struct text series, struct text words)
{
	for (size_t i = 0; i < t->definitions.n; i++)
		if (text_eq(t->definitions.at[i].series, series)) {
			t->definitions.at[i].text = words;
			return true;
		}
	return false;
}

static bool has_series(const struct stats_table *t, struct text series)
{
	for (size_t i = 0; i < t->rows.n; i++)
		if (text_eq(t->rows.at[i].series, series))
			return true;
	return false;
}

void stats_define_known(struct arena *a, struct stats_table *t)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct text series = text_of(known[i].series), words = text_of(known[i].words);

		if (!redefine(t, series, words) && has_series(t, series))
			*LIST_ADD(a, &t->definitions) = (struct stats_definition){ series, words };
	}
}
