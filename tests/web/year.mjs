// tests/web/year.mjs: the August review in a real browser, from an empty store to the promise followed up a year later. TAP.
//
// Seven people, each with a browser of his own and without JavaScript, read nothing but the pages: the administrator who also
// plans, a second planner, a section, three experts, and the visitor. What each may not see is asked of the page's source and of
// the API too.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { begin, hands } from "./walk.mjs";

const w = begin("the review year holds in a real browser: set-up, values, blind grades, conclusion, answers, publication");
const day = "2021-08-20T01:00:00Z";
const plan = `地域再生計画
（例示町は架空の町である。）
１　地域再生計画の名称
　　例示町まち・ひと・しごと創生推進計画
２　地域再生計画の作成主体の名称
　　例示町
３　地域再生計画の区域
　　例示町の全域
４　地域再生計画の目標
　例示町では人口の減少が続いている。働く場を広げて人口減少の速度を緩めるため、次の基本目標を掲げる。
　　基本目標１　新しい仕事を生み出す
【数値目標】
　５－２の①に掲げる事業　ＫＰＩ　現状値（平成30年度）　目標値（令和３年度）　達成に寄与する地方版総合戦略の基本目標
　ア　新規創業件数（件）　18　30　基本目標１
　　　移住相談件数（件）　40　80　基本目標１
５　地域再生を図るために行う事業
５－１　全体の概要
　　５－２及び５－３のとおり。
５－２　第５章の特別の措置を適用して行う事業
　○　まち・ひと・しごと創生寄附活用事業に関連する寄附を行った法人に対する特例（内閣府）：【Ａ２００７】
　①　事業の名称
　　　例示町まち・ひと・しごと創生推進事業
　　　ア　仕事づくり事業
　②　事業の内容
　　　ア　仕事づくり事業
　　　　　創業の相談と初期費用の補助を行う。
　　　　【具体的な事業】
　　　　（１）創業の支援　等
　③　事業の実施状況に関する客観的な指標（重要業績評価指標（ＫＰＩ））
　　　４の【数値目標】に同じ。
　④　寄附の金額の目安
　　　30,000千円（令和元年度～令和３年度累計）
　⑤　事業の評価の方法（ＰＤＣＡサイクル）
　　　毎年度８月に外部有識者による効果検証を行い、翌年度以降の取組方針を決定する。検証後速やかに公表する。
　⑥　事業実施期間
　　　地域再生計画の認定の日から令和４年３月31日まで
５－３　その他の事業
５－３－１　地域再生基本方針に基づく支援措置
　　　該当なし
５－３－２　支援措置によらない独自の取組
　　　該当なし
６　計画期間
　　地域再生計画の認定の日から令和４年３月31日まで
`;
const password = "correct horse battery";
const { press, follow, says, ok, fill, choose } = hands(w);

async function account(admin, login, name, roles, section) {
	await admin.goto(`${w.url}accounts/new`);
	await fill(admin, { "ログイン名": login, "氏名": name });
	for (const r of roles) await admin.locator(`input[name="roles"][value="${r}"]`).check();
	if (section) await choose_section(admin, section);
	await press(admin, "アカウントを追加する");
	await choose(admin, "purpose", roles.includes("expert") ? "expert" : "password");
	await press(admin, "リンクを作る");
	return admin.locator(".note code").textContent();
}

async function choose_section(p, key) {
	const list = p.locator('select[name="section"]');
	if (await list.count()) await list.selectOption(key);
	else await p.locator('[name="section"]').fill(key);
}

async function enter(link, login) {
	const p = await w.person();
	await p.goto(link);
	if (!login) {
		await w.look(p, "link-expert");
		await press(p, "入る");
		return p;
	}
	await fill(p, { "新しいパスワード": password, "もう一度": password });
	await press(p, "パスワードを決める");
	return p;
}

const item = (key) => encodeURIComponent(`kpi:${key}`);
const act = (review, page, key) => `${w.url}review/${review}/${page}?item=${item(key)}`;

await w.walk(async () => {
	execFileSync(w.sosei, ["init", "--store", w.store], { stdio: "pipe" });
	await w.serve({ SOSEI_NOW: day });
	const file = join(w.top, "plan.txt");
	writeFileSync(file, plan);

	// ---- set-up ----
	const hanako = await w.person();
	await hanako.goto(w.url);
	await fill(hanako, { "初期設定のコード": w.code, "ログイン名": "hanako", "氏名": "例示 花子", "パスワード": password, "もう一度": password });
	await press(hanako, "アカウントを作って始める");
	await hanako.locator('input[name="source"][value="file"]').check();
	await hanako.locator('input[type="file"]').setInputFiles(file);
	await hanako.getByLabel("認定日").fill("2019-08-23");
	await press(hanako, "計画を取り込む");
	await ok(await says(hanako, "計画を取り込みました"), "an empty store takes its first plan by its file");
	await w.look(hanako, "today-new");

	// ---- sections, owners, accounts, members ----
	await hanako.getByRole("link", { name: "担当課と委員" }).first().click();
	await w.look(hanako, "office-empty");
	await follow(hanako, "担当課を追加する");
	await press(hanako, "保存する");
	await ok(await says(hanako, "まだ保存していません"), "a section without a name comes back with what is missing");
	await w.look(hanako, "office-section-faults");
	await fill(hanako, { "課のキー": "kikaku", "課の名称": "企画課", "企画担当の課": true });
	await press(hanako, "保存する");
	await follow(hanako, "担当課を追加する");
	await fill(hanako, { "課のキー": "shoko", "課の名称": "商工課", "担当者": "例示 四郎" });
	await press(hanako, "保存する");
	await ok(await says(hanako, "商工課"), "sections are made in the browser");
	for (const kpi of ["ア1 新規創業件数", "ア2 移住相談件数"]) {
		await follow(hanako, kpi);
		await w.look(hanako, "office-owner");
		await choose(hanako, "section", "shoko");
		await press(hanako, "保存する");
	}
	await ok(await hanako.getByRole("cell", { name: "未定" }).count() === 0, "every KPI has its owner");

	const given = {
		jiro: await account(hanako, "jiro", "例示 二郎", ["planner"]),
		shiro: await account(hanako, "shiro", "例示 四郎", ["section"], "shoko"),
	};
	for (const [login, name] of [["e1", "例示 学"], ["e2", "例示 産"], ["e3", "例示 金"]]) await account(hanako, login, name, ["expert"]);
	for (const [key, name, field] of [["e1", "例示 学", "academia"], ["e2", "例示 産", "industry"], ["e3", "例示 金", "finance"]]) {
		await hanako.goto(`${w.url}office`);
		await follow(hanako, "委員を追加する");
		await fill(hanako, { "委員のキー": key, "氏名": name, "任期の始まり": "2021-04-01", "任期の終わり": "2024-03-31", "アカウント": `${name}（${key}）` });
		await choose(hanako, "field", field);
		await w.look(hanako, "office-member");
		await press(hanako, "保存する");
	}
	await ok(await says(hanako, "2021年4月1日 から"), "members of the committee have their accounts");
	await w.look(hanako, "office");

	// ---- the year begins ----
	await hanako.goto(`${w.url}reviews`);
	await w.look(hanako, "reviews-none");
	await hanako.goto(`${w.url}today`);
	await follow(hanako, "効果検証を開始する");
	await press(hanako, "効果検証を開始する");
	await w.look(hanako, "review-new-faults");
	await fill(hanako, { "実施月": "2021-08", "対象年度": "令和2年度" });
	await press(hanako, "効果検証を開始する");
	await ok(hanako.url().startsWith(`${w.url}review/2021-08`), "the planner opens the review of the year");
	await w.look(hanako, "review-open");

	await follow(hanako, "期限、定足数、氏名の扱いを変える");
	await w.look(hanako, "review-set");
	await choose(hanako, "stage", "collecting");
	await fill(hanako, { "期限": "2021-08-31" });
	await press(hanako, "保存する");
	await ok(await says(hanako, "まだ保存していません"), "a due day is not moved without a reason");
	await w.look(hanako, "review-set-faults");
	await hanako.locator("#f-because-due").fill("統計の公表が遅れたため");
	await press(hanako, "保存する");
	await ok(await says(hanako, "2021年8月31日"), "a due day is moved");

	// ---- the section ----
	const shiro = await enter(given.shiro, "shiro");
	await ok(await says(shiro, "あなたの番です"), "the section sees what is its turn");
	await w.look(shiro, "today-section");
	await shiro.goto(`${w.url}values`);
	await w.look(shiro, "values");
	await follow(shiro, "ア1 新規創業件数");
	await press(shiro, "判定を確認する");
	await w.look(shiro, "value-faults");
	await fill(shiro, { "対象の年度": "令和2年度", "実績値": "12件くらい", "出典": "創業届の集計" });
	await press(shiro, "判定を確認する");
	await ok(await says(shiro, "数値だけを入力してください") && await shiro.getByLabel("実績値").inputValue() === "12件くらい", "what is no number comes back as it was typed");
	await fill(shiro, { "実績値": "24" });
	await press(shiro, "判定を確認する");
	await ok(await says(shiro, "保存した場合の判定"), "the verdict is seen before the value is saved");
	await w.look(shiro, "value-preview");
	await shiro.goto(`${w.url}values`);
	await ok(!await shiro.getByText("24", { exact: true }).count(), "looking at the verdict has saved nothing");
	await follow(shiro, "ア1 新規創業件数");
	await fill(shiro, { "対象の年度": "令和2年度", "実績値": "24", "出典": "創業届の集計" });
	await press(shiro, "判定を確認する");
	await press(shiro, "保存する");
	await ok(await says(shiro, "実績を記録しました"), "the section records the value");
	await shiro.reload();
	await ok(await shiro.locator("table#values tbody tr, #values tbody tr").count() === 1, "a reload records nothing again");
	await w.look(shiro, "value-saved");
	await shiro.goto(`${w.url}today`);
	await follow(shiro, "ア2 移住相談件数");
	await follow(shiro, "理由を記入する");
	await w.look(shiro, "value-absent");
	await fill(shiro, { "対象の年度": "令和2年度", "実績がない理由": "窓口の集計が９月に終わるため", "見込みの日": "2021-09-30" });
	await press(shiro, "保存する");
	await ok(await says(shiro, "記録しました"), "the section says why another KPI has no value");
	for (const key of ["ア1", "ア2"]) {
		await shiro.goto(act("2021-08", "assess", key));
		await fill(shiro, { "実施した内容": "相談会を月２回開いた", "要因の分析": "空き店舗の紹介が進んだ" });
		await choose(shiro, "direction", "continue");
		await w.look(shiro, "assess");
		await press(shiro, "保存する");
	}
	await ok(await says(shiro, "相談会を月２回開いた"), "the section assesses itself");
	const again = act("2021-08", "assess", "ア2");
	await Promise.all([shiro.goto(again), hanako.goto(again)]);
	for (const [p, did] of [[hanako, "相談会を月３回開いた"], [shiro, "相談会を月２回、出張相談を１回開いた"]]) {
		await p.locator('[name="did"]').fill(did);
		await p.locator('[name="because"]').fill("回数の誤り");
		await press(p, "保存する");
	}
	await ok(await says(shiro, "他の人が先に変更しました") && await says(shiro, "相談会を月３回開いた") &&
		await shiro.locator('[name="did"]').inputValue() === "相談会を月２回、出張相談を１回開いた", "two correct the same: the second sees both, and nothing is lost");
	await w.look(shiro, "assess-conflict");
	await press(shiro, "保存する");
	await ok(await says(shiro, "出張相談を１回開いた") && await says(shiro, "記録しました"), "and saves what was typed, having seen it");

	// ---- the freeze, by two accounts ----
	const jiro = await enter(given.jiro, "jiro");
	await hanako.goto(`${w.url}review/2021-08/step`);
	await w.look(hanako, "step-freeze");
	await press(hanako, "数値を確定する");
	await ok(await says(hanako, "起案しました"), "freezing is a draft at first");
	await w.look(hanako, "drafts-own");
	await ok(await hanako.getByRole("button", { name: "承認する" }).count() === 0, "nobody approves his own draft");
	await jiro.goto(`${w.url}today`);
	await follow(jiro, "承認を待っています");
	await w.look(jiro, "drafts");
	await press(jiro, "差し戻す");
	await ok(await says(jiro, "入力してください"), "a draft is not sent back without a reason");
	await jiro.goto(`${w.url}drafts`);
	await press(jiro, "承認する");
	await jiro.goto(`${w.url}review/2021-08`);
	await ok(await jiro.getByText("数値を確定", { exact: false }).count() >= 0 && await jiro.getByRole("link", { name: "委員を依頼する" }).count() === 1, "the second account approves it");

	// ---- the experts ----
	await follow(jiro, "委員を依頼する");
	await w.look(jiro, "invite");
	const links = [];
	for (const name of ["例示 学", "例示 産", "例示 金"]) {
		await jiro.goto(`${w.url}review/2021-08/invite`);
		await jiro.locator('select[name="member"]').selectOption({ label: name });
		await press(jiro, "委員を依頼する");
		links.push(await jiro.locator(".note code").textContent());
	}
	await w.look(jiro, "invited");
	await follow(jiro, "例示 学");
	await jiro.getByRole("button", { name: "依頼を取り消す" }).first().click();
	await ok(await says(jiro, "まだ保存していません"), "an invitation is not withdrawn without a reason");
	await w.look(jiro, "invite-faults");
	const experts = [await enter(links[0]), await enter(links[1]), await enter(links[2])];
	await ok(await says(experts[0], "あなたの番です"), "an expert comes in by a one-time link");
	await w.look(experts[0], "today-expert");
	const late = await w.person();
	await late.goto(links[0]);
	await ok(await late.getByRole("button", { name: "入る" }).count() === 0, "the link works once");
	await w.look(late, "link-used");
	for (const [i, p] of experts.entries()) {
		await p.goto(`${w.url}review/2021-08/declare`);
		await w.look(p, "declare");
		if (i === 2) {
			await p.getByLabel("ア2", { exact: false }).check();
			await p.locator('[name="statement"]').fill("委託先の役員を務めている");
		}
		await press(p, "申告する");
	}
	await experts[2].goto(act("2021-08", "item", "ア2"));
	await ok(await says(experts[2], "利害関係のある事項です") && !(await experts[2].content()).includes("出張相談"), "an item of interest is hidden from its expert");
	await w.look(experts[2], "item-hidden");
	const grades = [["ア1", 0, 4, "見事な伸びである"], ["ア1", 1, 2, "一社に偏っている"], ["ア1", 2, 3, "継続を望む"], ["ア2", 0, 3, "数を待つ"], ["ア2", 1, 3, "妥当である"]];
	for (const [key, i, grade, comment] of grades) {
		await experts[i].goto(act("2021-08", "grade", key));
		await choose(experts[i], "grade", String(grade));
		await fill(experts[i], { "意見": comment });
		await w.look(experts[i], "grade");
		await press(experts[i], "保存する");
	}
	for (const [i, p] of experts.concat(hanako).entries()) {
		await p.goto(act("2021-08", "item", "ア1"));
		const html = await p.content();
		await p.goto(`${w.url}review/2021-08`);
		const whole = html + await p.content();
		const others = grades.filter(([key, by]) => key === "ア1" && by !== i).map((g) => g[3]);
		await ok(others.every((words) => !whole.includes(words)), `${i < 3 ? `expert ${i + 1}` : "the planner"} cannot see the others' first grades`);
	}
	await w.look(experts[1], "review-grading");
	await experts[1].goto(`${w.url}account/tokens`);
	await fill(experts[1], { "用途": "評価の写し" });
	await press(experts[1], "トークンを作る");
	const headers = { authorization: `Bearer ${await experts[1].locator(".note code").textContent()}` };
	const told = await (await fetch(`${w.url}api/review/2021-08`, { headers })).text();
	await ok(told.includes("一社に偏っている") && !told.includes("見事な伸びである") && !told.includes("継続を望む"), "nor by the API: there the expert finds his own grade only");
	await experts[2].goto(act("2021-08", "grade", "ア2"));
	await ok(await experts[2].getByRole("button", { name: "保存する" }).count() === 0, "no form for grading what is hidden");

	// ---- the reveal and the discussion ----
	await hanako.goto(`${w.url}review/2021-08/step`);
	await press(hanako, "評価を開示する");
	await experts[1].goto(act("2021-08", "item", "ア1"));
	await ok(await says(experts[1], "見事な伸びである"), "the grades are opened to all");
	await w.look(experts[1], "item-revealed");
	await experts[1].goto(act("2021-08", "grade", "ア1"));
	await choose(experts[1], "grade", "3");
	await w.look(experts[1], "grade-revise");
	await press(experts[1], "保存する");
	await ok(await says(experts[1], "まだ保存していません"), "a revised grade asks for its reason");
	await w.look(experts[1], "grade-revise-faults");
	await experts[1].locator('[name="because"]').fill("説明を聞いて納得した");
	await press(experts[1], "保存する");
	await ok(await says(experts[1], "説明を聞いて納得した"), "and is shown beside the first");
	await experts[0].goto(act("2021-08", "comment", "ア1"));
	await fill(experts[0], { "発言": "空き店舗の数も示してほしい" });
	await w.look(experts[0], "comment");
	await press(experts[0], "発言する");
	await ok(await says(experts[0], "空き店舗の数も示してほしい"), "the discussion is open");
	for (const key of ["ア1", "ア2"]) {
		await jiro.goto(act("2021-08", "conclude", key));
		await fill(jiro, { "委員会の意見": "創業の支援は続け、相談から開業までの日数を示すこと" });
		await choose(jiro, "direction", "improve");
		if (key === "ア1") {
			await choose(jiro, "grade", "3");
			await choose(jiro, "dissenter", "e2");
			await jiro.locator('[name="dissent"]').fill("補助の上限を見直すべきである");
			await choose(jiro, "dissenter-2", "e3");
			await jiro.locator('[name="dissent-2"]').fill("成果の測り方を先に決めるべきである");
		}
		await w.look(jiro, "conclude");
		await press(jiro, "保存する");
	}
	await jiro.goto(act("2021-08", "item", "ア1"));
	await ok(await says(jiro, "補助の上限を見直すべきである") && await says(jiro, "成果の測り方を先に決めるべきである"),
		"one finding an item, with every dissent");
	await w.look(jiro, "item-concluded");

	// ---- answers, decisions, publication ----
	for (const key of ["ア1", "ア2"]) {
		await shiro.goto(act("2021-08", "answer", key));
		await w.look(shiro, "answer");
		if (key === "ア1") await fill(shiro, { "対応すること": "相談から開業までの日数を集計する", "期限": "2022-03-31" });
		else await fill(shiro, { "対応しない理由": "既に実施しているため" });
		await press(shiro, "保存する");
	}
	await ok(await says(shiro, "既に実施しているため"), "the section answers: what, who, until when; or why not");
	await shiro.goto(`${w.url}today`);
	await w.look(shiro, "today-section-done");
	await hanako.goto(act("2021-08", "decide", "ア1"));
	await w.look(hanako, "decide");
	await fill(hanako, { "決定した者": "推進本部", "決定日": "2021-08-19" });
	await press(hanako, "方針を決定する");
	await hanako.goto(`${w.url}today`);
	await ok(await says(hanako, "起案済み"), "what is drafted is not the planner's turn any more");
	await follow(hanako, "残りの方針をまとめて決定する");
	await ok(await says(hanako, "ア2 移住相談件数") && !await says(hanako, "ア1 新規創業件数"), "what follows the committee is decided in one form");
	await w.look(hanako, "decide-rest");
	await fill(hanako, { "決定した者": "推進本部", "決定日": "2021-08-19" });
	await press(hanako, "まとめて決定する");
	await ok(await says(hanako, "承認できる方：例示 二郎"), "who drafts reads who can approve");
	await jiro.goto(`${w.url}drafts`);
	await ok(await says(jiro, "推進本部") && await says(jiro, "2022年度"), "who approves sees what was decided");
	await w.look(jiro, "drafts-decide");
	await press(jiro, "全て承認する");
	await ok(await says(jiro, "承認しました") && await says(jiro, "承認待ちの起案はありません"), "and approves all that he sees");
	await hanako.goto(act("2021-08", "item", "ア1"));
	await ok(await says(hanako, "推進本部"), "the policy is decided, by two accounts");
	await hanako.goto(`${w.url}review/2021-08/step`);
	await w.look(hanako, "step-publish");
	await press(hanako, "公表する");
	await jiro.goto(`${w.url}drafts`);
	await press(jiro, "承認する");
	await hanako.goto(`${w.url}review/2021-08/step`);
	await w.look(hanako, "step-close");
	await press(hanako, "終了する");
	await hanako.goto(`${w.url}review/2021-08`);
	await ok(await says(hanako, "不足はありません"), "published and closed");
	await w.look(hanako, "review-closed");

	// ---- a year later ----
	await hanako.goto(`${w.url}reviews/new`);
	await fill(hanako, { "実施月": "2022-08", "対象年度": "令和3年度" });
	await press(hanako, "効果検証を開始する");
	await shiro.goto(`${w.url}today`);
	await follow(shiro, "約束");
	await w.look(shiro, "promises");
	await choose(shiro, "done", "partly");
	await choose_promise(shiro);
	await shiro.locator('[name="what"]').fill("集計は済み、公表は来月となる");
	await press(shiro, "結果を記録する");
	await ok(await says(shiro, "集計は済み、公表は来月となる"), "last year's promise is followed up");
	await w.look(shiro, "promises-followed");
	await hanako.goto(`${w.url}reviews`);
	await w.look(hanako, "reviews");
});

async function choose_promise(p) {
	await p.locator('select[name="promise"]').selectOption({ index: 1 });
}
