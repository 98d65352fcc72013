// tests/web/demo.mjs: the invented city as a newcomer finds it: from the links in the terminal to a closed review. TAP.
//
// Six people in one browser, each under the name of his own that examples/sample-city/people.sh gives him. They know
// no address: everything goes by links and buttons, and where one act is done, by the page's "your next turn". What the pages
// do not say, these people cannot do. The experts declare many interests, so that there is less to grade.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { begin, hands } from "./walk.mjs";

const w = begin("the demo goes by its pages alone from its links to a closed review");
const { press, follow, says, ok, fill, choose } = hands(w);
const now = "2026-08-20T01:00:00Z";
const next = "次のあなたの番", over = "あなたの番のことは済みました", turn = "あなたの番です";

/* The page of today, by the navigation, as everybody comes back to it. */
const today = (p) => (w.last = p).getByRole("navigation").getByRole("link", { name: "今日" }).first().click();
/* The first of a list of links below a heading. */
const first_below = (p, heading) =>
	(w.last = p).locator("main li a").and(p.locator(`xpath=//*[self::h2 or self::h3][contains(., "${heading}")]/following::li//a`)).first().click();
/* The next turn of that kind, as the page of an item says it; false: none waits. */
async function go_on(p, what) {
	const link = p.getByRole("main").locator("p", { hasText: next }).getByRole("link", { name: what });
	if (!await link.count()) return false;
	await link.first().click();
	return true;
}
/* Does an act for every item of his, from the page of today to the last one; or for the first few. */
async function each_turn(p, heading, what, act, most = 40) {
	let n = 0;
	await today(p);
	await first_below(p, heading);
	do {
		await act(p);
		n++;
	} while (n < most && await go_on(p, what));
	return n;
}
/* The rest of many, which would be the same again: by command. */
function command_rest(act, ...options) {
	const env = { ...process.env, SOSEI_NOW: now };
	const left = JSON.parse(execFileSync(w.sosei, ["review", "status", "--json", "--store", w.store], { env })).missing;
	for (const m of left) {
		const key = m.item.replace("kpi:", "").replace("project:", "");
		execFileSync(w.sosei, ["review", act, m.item.startsWith("kpi:") ? "--kpi" : "--project", key, ...options, "--store", w.store], { env, stdio: "ignore" });
	}
}
async function assess(p) {
	await fill(p, { "実施した内容": "取組を続けた", "要因の分析": "おおむね見込みどおりである" });
	await p.locator('[name="spent"]').fill("1200000"); /* of a project it must be said */
	await choose(p, "direction", "continue");
	await press(p, "保存する");
}
async function conclude(p) {
	await fill(p, { "委員会の意見": "妥当であり、続けること" });
	await choose(p, "direction", "continue");
	await press(p, "保存する");
}
async function answer(p) {
	await fill(p, { "対応すること": "取組を続ける", "期限": "2027-03-31" });
	await press(p, "保存する");
}

w.walk(async () => {
	execFileSync(w.sosei, ["init", "--store", w.store, "--example", "sample-city"], { env: { ...process.env, SOSEI_NOW: now } });
	const people = () => execFileSync(join(process.env.SOSEI_ROOT, "examples/sample-city/people.sh"), [w.store, new URL(w.url).host], { encoding: "utf8", env: { ...process.env, SOSEI: w.sosei } });
	await w.serve({ SOSEI_NOW: now });
	const said = people();
	const browser = await w.browser.newContext({ javaScriptEnabled: false, locale: "ja-JP" });
	const hosts = [];
	for (const [link] of said.matchAll(/http:\S+\/link\/\S+/g)) {
		const p = await browser.newPage();
		await p.goto(link);
		await fill(p, { "新しいパスワード": "correct horse battery", "もう一度": "correct horse battery" });
		await press(p, "パスワードを決める");
		hosts.push(new URL(p.url()).origin);
		await p.close();
	}
	/* From here each has a window: a browser slows down what lies behind another tab. */
	const signed_in = await browser.storageState();
	const windows = await Promise.all(hosts.map(async (host) => {
		const p = await (await w.browser.newContext({ javaScriptEnabled: false, locale: "ja-JP", storageState: signed_in })).newPage();
		p.setDefaultTimeout(60_000);
		await p.goto(`${host}/today`);
		return p;
	}));
	const [planner, chief, section, ...experts] = windows;
	await ok(windows.length === 6 && (await Promise.all(windows.map((p) => says(p, "さん（")))).every((x) => x), "six people come in by the links of the terminal, side by side in one browser");
	await ok(/sign-in/.test(people()) && !/\/link\//.test(people()), "started again, the demo names their logins and makes no links");
	await w.look(section, "demo-today-section");

	// ---- the section, then the planner for the others ----
	const own = await each_turn(section, turn, "自己評価", assess);
	await ok(own === 2 && await says(section, over), "a section is led through what is its own, and told when that is done");
	await w.look(section, "demo-item-over");
	const planned = await each_turn(planner, turn, "自己評価", assess);
	await ok(planned === 2, "the planner does his own");
	await today(planner);
	while (await planner.getByText("所管課に代わって").count()) {
		await first_below(planner, "他の方の番です");
		await assess(planner);
		await today(planner);
	}
	await ok(await says(planner, "現在の段階：数値確定"), "and stands in for the sections that do not");

	// ---- freezing: one drafts, another approves ----
	await w.look(planner, "demo-today-freeze");
	await first_below(planner, turn);
	await press(planner, "数値を確定する");
	await ok(await says(planner, "承認できる方：例示 課長"), "he reads who must approve");
	await today(planner);
	await ok(await says(planner, "別の担当者の承認を待っています") && !await says(planner, turn), "and that it is not his turn now");
	await today(chief);
	await first_below(chief, turn);
	await press(chief, "承認する");

	// ---- the experts ----
	await today(planner);
	await first_below(planner, turn);
	for (const name of ["例示 学", "例示 産", "例示 金"]) {
		await planner.locator('select[name="member"]').selectOption({ label: name });
		await press(planner, "委員を依頼する");
	}
	await w.look(planner, "demo-invited");
	for (const [i, p] of experts.entries()) {
		await today(p);
		await first_below(p, turn);
		const boxes = p.locator('input[name="conflicts"]');
		for (let k = 4 + i; k < await boxes.count(); k++) await boxes.nth(k).check();
		await fill(p, { "内容": "委託先の役員を務めている" });
		await press(p, "申告する");
		if (!i) await w.look(p, "demo-review-expert");
	}
	let graded = 0;
	for (const p of experts) {
		graded += await each_turn(p, turn, "個別評価", async () => {
			await choose(p, "grade", "3");
			await press(p, "保存する");
		});
		await ok(await says(p, over), "an expert is led from item to item until all are graded");
	}
	await ok(graded === 4 + 5 + 6, "to those that no interest hides, and no others");
	await today(planner);
	await first_below(planner, turn);
	await press(planner, "評価を開示する");

	// ---- findings, answers, policy, publication ----
	await ok(await each_turn(planner, turn, "委員会意見", conclude, 3) === 3, "the committee's findings, one after the other");
	command_rest("conclude", "--finding", "妥当である", "--direction", "continue");
	await ok(await each_turn(section, turn, "対応方針", answer) === 2 && await says(section, over), "the section answers its own");
	command_rest("respond", "--will", "取組を続ける", "--by", "kikaku", "--until", "2027-03-31");
	await today(planner);
	await follow(planner, "残りの方針をまとめて決定する");
	await w.look(planner, "demo-decide-rest");
	await fill(planner, { "決定した者": "例示市総合戦略推進本部", "決定日": "2026-08-19" });
	await press(planner, "まとめて決定する");
	for (const [button, approve] of [[null, "全て承認する"], ["公表する", "承認する"], ["終了する", null]]) {
		if (button) {
			await today(planner);
			await first_below(planner, turn);
			await press(planner, button);
		}
		await today(chief);
		if (approve) {
			await first_below(chief, turn);
			await press(chief, approve);
		}
	}
	await ok(await says(planner, "現在の段階：終了"), "decided, published and closed");
	await w.look(planner, "demo-closed");
	await planner.goto(`${w.url}reviews.html`);
	await follow(planner, "2026年9月");
	await follow(planner, "ア1 新規就農者数");
	await ok(await says(planner, "例示市総合戦略推進本部"), "and everybody can read it, item by item");
});
