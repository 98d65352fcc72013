/* target/words.c - the word tables, and the folding that lets them be compared.
 *
 * A table rather than code, so that a planner can read and extend it. To add a word: put it into its table (the longest
 * word that stands at a place wins, so the order does not matter) and add a case to tests/unit/target_test.c.
 */
#include "target/words.h"

const struct word target_words[] = {
	{ "以上", WORD_AT_LEAST },
	{ "を下回らない", WORD_AT_LEAST },
	{ "少なくとも", WORD_AT_LEAST },
	{ "最低", WORD_AT_LEAST },
	{ "≧", WORD_AT_LEAST },
	{ "≥", WORD_AT_LEAST },
	{ "超", WORD_MORE_THAN },
	{ "超え", WORD_MORE_THAN },
	{ "超える", WORD_MORE_THAN },
	{ "を超え", WORD_MORE_THAN },
	{ "を超える", WORD_MORE_THAN },
	{ "上回る", WORD_MORE_THAN },
	{ "を上回る", WORD_MORE_THAN },
	{ "以下", WORD_AT_MOST },
	{ "以内", WORD_WITHIN },
	{ "を上回らない", WORD_AT_MOST },
	{ "を超えない", WORD_AT_MOST },
	{ "≦", WORD_AT_MOST },
	{ "≤", WORD_AT_MOST },
	{ "未満", WORD_LESS_THAN },
	{ "下回る", WORD_LESS_THAN },
	{ "を下回る", WORD_LESS_THAN },
	{ "維持", WORD_KEEP },
	{ "現状維持", WORD_KEEP },
	{ "現状を維持", WORD_KEEP },
	{ "現状値を維持", WORD_KEEP },
	{ "現状の維持", WORD_KEEP },
	{ "現状のまま", WORD_KEEP },
	{ "現状並み", WORD_KEEP },
	{ "横ばい", WORD_KEEP },
	{ "横這い", WORD_KEEP },
	{ "同水準", WORD_KEEP },
	{ "増", WORD_UP },
	{ "増加", WORD_UP },
	{ "増大", WORD_UP },
	{ "増進", WORD_UP },
	{ "増やす", WORD_UP },
	{ "向上", WORD_UP },
	{ "上昇", WORD_UP },
	{ "拡大", WORD_UP },
	{ "引き上げ", WORD_UP },
	{ "引上げ", WORD_UP },
	{ "アップ", WORD_UP },
	{ "伸ばす", WORD_UP },
	{ "延伸", WORD_UP },
	{ "減", WORD_DOWN },
	{ "減少", WORD_DOWN },
	{ "減らす", WORD_DOWN },
	{ "削減", WORD_DOWN },
	{ "低減", WORD_DOWN },
	{ "縮小", WORD_DOWN },
	{ "短縮", WORD_DOWN },
	{ "低下", WORD_DOWN },
	{ "引き下げ", WORD_DOWN },
	{ "引下げ", WORD_DOWN },
	{ "ダウン", WORD_DOWN },
	{ "抑制", WORD_CURB },
	{ "緩和", WORD_CURB },
	{ "鈍化", WORD_CURB },
	{ "増減", WORD_NOTHING },
	{ "増員", WORD_UP },
	{ "減量", WORD_DOWN },
	{ "実施", WORD_DONE },
	{ "策定", WORD_DONE },
	{ "達成", WORD_DONE },
	{ "完了", WORD_DONE },
	{ "完成", WORD_DONE },
	{ "整備", WORD_DONE },
	{ "設置", WORD_DONE },
	{ "設立", WORD_DONE },
	{ "創設", WORD_DONE },
	{ "開設", WORD_DONE },
	{ "開始", WORD_DONE },
	{ "開催", WORD_DONE },
	{ "開業", WORD_DONE },
	{ "開校", WORD_DONE },
	{ "導入", WORD_DONE },
	{ "制定", WORD_DONE },
	{ "改定", WORD_DONE },
	{ "改訂", WORD_DONE },
	{ "施行", WORD_DONE },
	{ "構築", WORD_DONE },
	{ "確立", WORD_DONE },
	{ "実現", WORD_DONE },
	{ "稼働", WORD_DONE },
	{ "運用", WORD_DONE },
	{ "供用", WORD_DONE },
	{ "作成", WORD_DONE },
	{ "締結", WORD_DONE },
	{ "認定", WORD_DONE },
	{ "取得", WORD_DONE },
	{ "公表", WORD_DONE },
	{ "指定", WORD_DONE },
	{ "解消", WORD_DONE },
	{ "あり", WORD_DONE },
	{ "有り", WORD_DONE },
	{ "累計", WORD_CUMULATIVE },
	{ "累積", WORD_CUMULATIVE },
	{ "延べ", WORD_CUMULATIVE },
	{ "のべ", WORD_CUMULATIVE },
	{ "通算", WORD_CUMULATIVE },
	{ "合計", WORD_CUMULATIVE },
	{ "総計", WORD_CUMULATIVE },
	{ "約", WORD_ABOUT },
	{ "おおむね", WORD_ABOUT },
	{ "概ね", WORD_ABOUT },
	{ "おおよそ", WORD_ABOUT },
	{ "およそ", WORD_ABOUT },
	{ "ほぼ", WORD_ABOUT },
	{ "程度", WORD_ABOUT },
	{ "ほど", WORD_ABOUT },
	{ "くらい", WORD_ABOUT },
	{ "ぐらい", WORD_ABOUT },
	{ "前後", WORD_ABOUT },
	{ "ゼロ", WORD_ZERO },
	{ "皆無", WORD_ZERO },
	{ "半減", WORD_HALF },
	{ "倍増", WORD_DOUBLE },
	{ "該当なし", WORD_NONE },
	{ "該当無し", WORD_NONE },
	{ "設定なし", WORD_NONE },
	{ "目標なし", WORD_NONE },
	{ "なし", WORD_NONE },
	{ "無し", WORD_NONE },
	{ "未定", WORD_NONE },
	{ "未設定", WORD_NONE },
	{ "検討中", WORD_NONE },
	{ "調査中", WORD_NONE },
	{ "集計中", WORD_NONE },
	{ "現状", WORD_BASELINE },
	{ "現状値", WORD_BASELINE },
	{ "現況", WORD_BASELINE },
	{ "現況値", WORD_BASELINE },
	{ "現在", WORD_BASELINE },
	{ "現行", WORD_BASELINE },
	{ "現行水準", WORD_BASELINE },
	{ "現状水準", WORD_BASELINE },
	{ "基準値", WORD_BASELINE },
	{ "基準年", WORD_BASELINE },
	{ "基準年度", WORD_BASELINE },
	{ "計画開始時", WORD_BASELINE },
	{ "策定時", WORD_BASELINE },
	{ "当初", WORD_BASELINE },
	{ "当初値", WORD_BASELINE },
	{ "前年", WORD_OTHER },
	{ "前年度", WORD_OTHER },
	{ "前年比", WORD_OTHER },
	{ "前年度比", WORD_OTHER },
	{ "対前年", WORD_OTHER },
	{ "対前年比", WORD_OTHER },
	{ "対前年度比", WORD_OTHER },
	{ "前回", WORD_OTHER },
	{ "過去", WORD_OTHER },
	{ "比", WORD_OTHER }, /* 2013年度比, H30比 */
	{ "比率", WORD_NOTHING },
	{ "比較", WORD_NOTHING },
	{ "平均", WORD_OTHER },
	{ "平均値", WORD_OTHER },
	{ "全国平均", WORD_OTHER },
	{ "県平均", WORD_OTHER },
	{ "県内平均", WORD_OTHER },
	{ "国平均", WORD_OTHER },
	{ "全国", WORD_OTHER },
	/* A unit of one or two kana (か所, つ) begins with none of these. */
	{ "を", WORD_PARTICLE },
	{ "に", WORD_PARTICLE },
	{ "へ", WORD_PARTICLE },
	{ "で", WORD_PARTICLE },
	{ "と", WORD_PARTICLE },
	{ "は", WORD_PARTICLE },
	{ "が", WORD_PARTICLE },
	{ "の", WORD_PARTICLE },
	{ "も", WORD_PARTICLE },
	{ "から", WORD_PARTICLE },
	{ "より", WORD_PARTICLE },
	{ "まで", WORD_PARTICLE },
	{ "または", WORD_PARTICLE },
	{ "又は", WORD_PARTICLE },
	{ "及び", WORD_PARTICLE },
	{ "かつ", WORD_PARTICLE },
	{ "うち", WORD_PARTICLE },
	{ NULL, WORD_NOTHING },
};

/* Which way is better by the KPI's name. Of the words found, the one that ends last decides, since the head of a
 * Japanese compound stands at its end: 空き家活用件数 is about 活用, 事故防止教室参加者数 about 参加者. FLIP turns
 * round what stands before it (空き家減少数, 人口減少率), and counts something won where nothing does (CO2削減量). Not
 * in the table, on purpose, because towns disagree or it depends on the reason: 未婚率, 生活保護, 医療費, 相談件数
 * alone, いじめ認知件数, 平均年齢, 総生産 (prices), 人口密度. There the sign of target - baseline decides, with a
 * remark. */
const struct name_word name_words[] = {
	/* people */
	{ "転入超過", NAME_UP, "more people move in than out" },
	{ "転出超過", NAME_DOWN, "more people move out than in" },
	{ "転入-転出", NAME_UP, "the difference, as it is written" },
	{ "転入者-転出者", NAME_UP, "the same" },
	{ "転入数-転出数", NAME_UP, "the same" },
	{ "転入者数-転出者数", NAME_UP, "the same" },
	{ "純移動", NAME_UP, "the same" },
	{ "出生-死亡", NAME_UP, "births less deaths" },
	{ "出生数-死亡数", NAME_UP, "births less deaths" },
	{ "転入", NAME_UP, "people who move in" },
	{ "転出", NAME_DOWN, "people who move out" },
	{ "社会増減", NAME_UP, "net change by moves" },
	{ "社会増", NAME_UP, "net gain by moves" },
	{ "社会減", NAME_DOWN, "net loss by moves" },
	{ "自然増減", NAME_UP, "births less deaths" },
	{ "自然減", NAME_DOWN, "deaths beyond births" },
	{ "出生", NAME_UP, "births and birth rates" },
	{ "婚姻", NAME_UP, "marriages" },
	{ "結婚", NAME_UP, "marriages" },
	{ "成婚", NAME_UP, "marriages arranged" },
	{ "人口", NAME_UP, "population is the aim of regional revitalization" },
	{ "移住", NAME_UP, "people who settle" },
	{ "定住", NAME_UP, "people who stay" },
	{ "定着", NAME_UP, "people who stay" },
	{ "Uターン", NAME_UP, "people who return" },
	{ "ＵＩＪターン", NAME_UP, "people who return or settle" },
	{ "関係人口", NAME_UP, "people with ties to the town" },
	{ "交流人口", NAME_UP, "visitors" },
	{ "人口密度", NAME_NEITHER, "depends on how the area is drawn" },
	{ "死亡", NAME_DOWN, "deaths" },
	{ "健康寿命", NAME_UP, "years in health" },
	{ "平均寿命", NAME_UP, "years of life" },
	{ "死者", NAME_DOWN, "deaths" },
	{ "負傷者", NAME_DOWN, "injured" },
	{ "自殺", NAME_DOWN, "suicides" },
	/* care and schools */
	{ "待機児童", NAME_DOWN, "children without a place" },
	{ "待機者", NAME_DOWN, "people waiting for a place" },
	{ "不登校", NAME_DOWN, "pupils absent from school" },
	{ "要支援", NAME_DOWN, "people in need of help" },
	{ "要介護認定率", NAME_DOWN, "share in need of care" },
	{ "虐待", NAME_DOWN, "abuse" },
	{ "受診率", NAME_UP, "people examined" },
	{ "就学", NAME_UP, "pupils in school" },
	{ "進学", NAME_UP, "pupils who go on" },
	{ "正答率", NAME_UP, "right answers" },
	/* work and economy */
	{ "有効求人倍率", NAME_UP, "jobs per applicant" },
	{ "就業", NAME_UP, "people in work" },
	{ "就職", NAME_UP, "people who found work" },
	{ "就農", NAME_UP, "new farmers" },
	{ "雇用", NAME_UP, "jobs" },
	{ "新規雇用", NAME_UP, "jobs" },
	{ "創業", NAME_UP, "new firms" },
	{ "起業", NAME_UP, "new firms" },
	{ "開業", NAME_UP, "new firms" },
	{ "出店", NAME_UP, "new shops" },
	{ "事業所数", NAME_UP, "firms" },
	{ "生産性", NAME_UP, "output per hour" },
	{ "登用", NAME_UP, "women and young people in charge" },
	{ "管理職", NAME_UP, "women and young people in charge" },
	{ "取得率", NAME_UP, "leave taken, cards issued" },
	{ "交付率", NAME_UP, "cards issued" },
	{ "立地", NAME_UP, "firms that settle" },
	{ "誘致", NAME_UP, "firms that settle" },
	{ "失業", NAME_DOWN, "unemployment" },
	{ "離職", NAME_DOWN, "people who leave their job" },
	{ "廃業", NAME_DOWN, "firms that close" },
	{ "倒産", NAME_DOWN, "firms that fail" },
	{ "総生産", NAME_NEITHER, "moves with prices and with each revision of the accounts" },
	{ "総生産額", NAME_NEITHER, "the same" },
	{ "生産額", NAME_UP, "output" },
	{ "出荷額", NAME_UP, "shipments" },
	{ "販売額", NAME_UP, "sales" },
	{ "売上", NAME_UP, "sales" },
	{ "所得", NAME_UP, "income" },
	{ "消費額", NAME_UP, "spending" },
	{ "輸出", NAME_UP, "exports" },
	{ "産出額", NAME_UP, "output" },
	{ "付加価値", NAME_UP, "value added" },
	{ "労働時間", NAME_DOWN, "hours of work" },
	{ "残業", NAME_DOWN, "overtime" },
	{ "時間外", NAME_DOWN, "overtime" },
	{ "耕作放棄", NAME_DOWN, "abandoned fields" },
	{ "遊休農地", NAME_DOWN, "idle fields" },
	{ "被害", NAME_DOWN, "damage" },
	/* visitors */
	{ "観光客", NAME_UP, "visitors" },
	{ "観光入込", NAME_UP, "visitors" },
	{ "入込客", NAME_UP, "visitors" },
	{ "宿泊", NAME_UP, "overnight stays" },
	{ "来場", NAME_UP, "visitors" },
	{ "来訪", NAME_UP, "visitors" },
	{ "来館", NAME_UP, "visitors" },
	{ "入館", NAME_UP, "visitors" },
	{ "利用者", NAME_UP, "users" },
	{ "利用件数", NAME_UP, "uses" },
	{ "利用率", NAME_UP, "uses" },
	{ "乗客", NAME_UP, "passengers" },
	{ "乗車", NAME_UP, "passengers" },
	{ "参加者", NAME_UP, "participants" },
	{ "参加率", NAME_UP, "participants" },
	{ "受講", NAME_UP, "participants" },
	{ "満足度", NAME_UP, "satisfaction" },
	{ "不満", NAME_DOWN, "dissatisfaction" },
	/* town and environment */
	{ "空き家", NAME_DOWN, "empty houses" },
	{ "空家", NAME_DOWN, "empty houses" },
	{ "空き店舗", NAME_DOWN, "empty shops" },
	{ "空き地", NAME_DOWN, "empty plots" },
	{ "活用", NAME_UP, "what is put to use" },
	{ "利活用", NAME_UP, "what is put to use" },
	{ "バンク", NAME_UP, "entries and contracts of a register" },
	{ "登録", NAME_UP, "entries" },
	{ "成約", NAME_UP, "contracts" },
	{ "除却", NAME_UP, "ruins removed" },
	{ "改修", NAME_UP, "repairs" },
	{ "耐震化", NAME_UP, "safe buildings" },
	{ "事故", NAME_DOWN, "accidents" },
	{ "犯罪", NAME_DOWN, "crime" },
	{ "刑法犯", NAME_DOWN, "crime" },
	{ "火災", NAME_DOWN, "fires" },
	{ "苦情", NAME_DOWN, "complaints" },
	{ "排出", NAME_DOWN, "emissions and waste" },
	{ "温室効果ガス", NAME_DOWN, "emissions" },
	{ "エネルギー消費量", NAME_DOWN, "energy used" },
	{ "ごみ", NAME_DOWN, "waste" },
	{ "廃棄物", NAME_DOWN, "waste" },
	{ "食品ロス", NAME_DOWN, "waste" },
	{ "リサイクル", NAME_UP, "what is used again" },
	{ "再生利用", NAME_UP, "what is used again" },
	{ "資源化", NAME_UP, "what is used again" },
	{ "再生可能エネルギー", NAME_UP, "renewable energy" },
	{ "普及率", NAME_UP, "what has spread" },
	{ "カバー率", NAME_UP, "people within reach" },
	{ "渋滞", NAME_DOWN, "congestion" },
	{ "滞納", NAME_DOWN, "arrears" },
	{ "未納", NAME_DOWN, "arrears" },
	{ "未済", NAME_DOWN, "arrears" },
	{ "収納率", NAME_UP, "taxes received" },
	{ "収入", NAME_UP, "income" },
	{ "寄附", NAME_UP, "donations" },
	{ "寄付", NAME_UP, "donations" },
	{ "将来負担比率", NAME_DOWN, "debt" },
	{ "公債費比率", NAME_DOWN, "debt" },
	{ "経常収支比率", NAME_DOWN, "share of income that is bound" },
	/* measures against something: the count is of the measures */
	{ "対策", NAME_UP, "measures against something" },
	{ "支援", NAME_UP, "help given" },
	{ "教室", NAME_UP, "activities" },
	{ "講座", NAME_UP, "activities" },
	{ "研修", NAME_UP, "activities" },
	{ "訓練", NAME_UP, "activities" },
	{ "協定", NAME_UP, "agreements" },
	{ "実施", NAME_UP, "what is carried out" },
	{ "改善", NAME_UP, "what got better" },
	{ "復帰", NAME_UP, "people who came back" },
	{ "入所", NAME_UP, "places given" },
	{ "受入", NAME_UP, "places given" },
	{ "高齢化", NAME_NEITHER, "a consequence of long life as much as of leaving: towns disagree" },
	{ "減少", NAME_FLIP, "less of what stands before it" },
	{ "削減", NAME_FLIP, "less of what stands before it" },
	{ "減量", NAME_FLIP, "less of what stands before it" },
	{ "低減", NAME_FLIP, "less of what stands before it" },
	{ "抑制", NAME_FLIP, "less of what stands before it" },
	{ "防止", NAME_FLIP, "none of what stands before it" },
	{ "予防", NAME_FLIP, "none of what stands before it" },
	{ "解消", NAME_FLIP, "none of what stands before it" },
	{ NULL, NAME_NEITHER, NULL },
};

/* One character as it is compared: full-width ASCII, dashes, waves, triangles, brackets and spaces each have one form.
 */
static uint32_t fold(uint32_t c)
{
	static const struct {
		uint16_t from, to;
	} folds[] = {
		{ 0x00A0, ' ' },    { 0x3000, ' ' },    { 0x2002, ' ' },    { 0x2003, ' ' },    { 0x2009, ' ' },
		{ 0x202F, ' ' },    { 0x200B, ' ' },    { 0xFEFF, ' ' },    { '\t', ' ' },      { '\n', ' ' },
		{ '\r', ' ' },      { 0x2010, '-' },    { 0x2011, '-' },    { 0x2012, '-' },    { 0x2013, '-' },
		{ 0x2014, '-' },    { 0x2015, '-' },    { 0x2212, '-' },    { 0x30FC, '-' },    { 0xFF70, '-' },
		{ 0x2500, '-' },    { 0x2501, '-' },    { 0xFE63, '-' },    { 0x25B2, 0x25B3 }, { 0x25B5, 0x25B3 },
		{ 0x3008, '(' },    { 0x3009, ')' },    { 0x300A, '(' },    { 0x300B, ')' },    { '{', '(' },
		{ '}', ')' },       { '<', '(' },       { '>', ')' },       { 0x301C, '~' },    { 0x223C, '~' },
		{ 0x2053, '~' },    { 0x3001, ',' },    { 0xFF64, ',' },    { 0x2044, '/' },    { 0x2215, '/' },
		{ 0xFE6A, '%' },    { 0x332B, '%' },    { 0x3010, '(' },    { 0x3011, ')' },    { 0x300C, '(' },
		{ 0x300D, ')' },    { 0x3014, '(' },    { 0x3015, ')' },    { '[', '(' },       { ']', ')' },
		{ 0x21D2, 0x2192 }, { 0x27A1, 0x2192 }, { 0x27F6, 0x2192 }, { 0x00A5, 0xFFE5 },
	};

	if (c >= 0x3041 && c < 0xFE00 && c != 0x30FC && c != 0x332B)
		return c; /* kana and kanji: most of what is compared */
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFF01 - '!';
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
		if (folds[i].from == c)
			return folds[i].to;
	return c;
}

bool glyphs_fold(struct glyphs *g, struct text wording)
{
	struct text rest = wording;

	g->n = 0;
	g->wording = wording;
	while (rest.n) {
		uint32_t at = (uint32_t)(wording.n - rest.n);

		if (g->n == GLYPHS_MAX)
			return false;
		g->g[g->n++] = (struct glyph){ fold(text_next(&rest)), at };
	}
	g->g[g->n] = (struct glyph){ 0, (uint32_t)wording.n };
	return true;
}

/* The first character of a word where it is kana or kanji, which fold() leaves alone; else 0. Most words of a table
 * fail here. */
static uint32_t first_kanji(const char *word)
{
	const unsigned char *w = (const unsigned char *)word;
	uint32_t c = (*w & 0xF0) == 0xE0 ? (uint32_t)(w[0] & 15) << 12 | (uint32_t)(w[1] & 63) << 6 | (w[2] & 63) : 0;

	return c >= 0x3041 && c < 0xFE00 && fold(c) == c ? c : 0;
}

size_t glyphs_match(const struct glyphs *g, size_t i, const char *word)
{
	uint32_t first = first_kanji(word);
	struct text rest;
	size_t start = i;

	if (i >= g->n || (first && first != g->g[i].c))
		return 0;
	rest = text_of(word);
	for (; rest.n; i++)
		if (i >= g->n || g->g[i].c != fold(text_next(&rest)))
			return 0;
	return i - start;
}

struct text glyphs_text(const struct glyphs *g, size_t from, size_t to)
{
	return text_trim(text_slice(g->wording, g->g[from].at, g->g[to].at));
}
