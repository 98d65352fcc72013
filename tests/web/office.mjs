// tests/web/office.mjs: what the town hall does around the review in a real browser: projects and what they cost, a table of them,
// the committee's meetings, workbooks for the sections, invitations. On sample-city, whose review is open. TAP.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { begin } from "./walk.mjs";

const w = begin("the office holds in a real browser: projects, costs, tables, meetings, workbooks, invitations");
const review = "2026-09", password = "correct horse battery";
const press = (p, words) => (w.last = p).getByRole("main").getByRole("button", { name: words, exact: true }).first().click();
const follow = (p, words) => (w.last = p).getByRole("main").getByRole("link", { name: words }).first().click();
const says = (p, words) => p.getByText(words).first().isVisible();
const fill = (p, name, value) => p.locator(`main [name="${name}"]`).first().fill(value);
const choose = (p, name, value) => p.locator(`main select[name="${name}"]`).first().selectOption(value);
const pick = (p, name, value) => p.locator(`main input[name="${name}"][value="${value}"]`).first().check();
const ok = async (good, name) => w.report(good, name, good ? [] : await w.told());
const run = (...args) => execFileSync(w.sosei, [...args, "--store", w.store], { stdio: "pipe", env: { ...process.env, SOSEI_NOW: day } });
const day = "2026-07-20T01:00:00Z";

async function enter(login) {
	const p = await w.person();
	await p.goto(`${w.url}sign-in`);
	await fill(p, "login", login);
	await fill(p, "password", password);
	await press(p, "ログイン");
	return p;
}

async function upload(p, path) {
	await (w.last = p).locator('main input[type="file"]').setInputFiles(path);
	await press(p, "内容を確認する（まだ取り込みません）");
}

async function projects(hanako, jiro) {
	await hanako.goto(`${w.url}today`);
	await hanako.getByRole("link", { name: "事業", exact: true }).click();
	await ok(await says(hanako, "新規就農者の受入れと定着の支援") && await says(hanako, "年度別の合計"), "the projects are listed with what they cost");
	await w.look(hanako, "projects");
	await follow(hanako, "事業を追加する");
	await press(hanako, "保存する");
	await ok(await says(hanako, "まだ保存していません"), "a project without a name comes back");
	await w.look(hanako, "project-add-faults");
	await fill(hanako, "key", "イ(9)");
	await fill(hanako, "name", "お試し居住");
	await choose(hanako, "section", "kikaku");
	await pick(hanako, "kpis", "イ1");
	await press(hanako, "保存する");
	await ok(await says(hanako, "記録しました") && await says(hanako, "お試し居住"), "a project is added");
	await w.look(hanako, "project-new");
	await Promise.all([hanako, jiro].map((p) => p.goto(`${w.url}projects/set?item=${encodeURIComponent("project:イ(9)")}`)));
	await fill(jiro, "name", "お試し居住事業");
	await press(jiro, "保存する");
	await fill(hanako, "name", "お試し移住");
	await press(hanako, "保存する");
	await ok(await says(hanako, "他の人が先に変更しました") && await says(hanako, "お試し居住事業") &&
		await hanako.locator('[name="name"]').inputValue() === "お試し移住", "two change the same project: the second sees both");
	await w.look(hanako, "project-conflict");
	await press(hanako, "保存する");
	await ok(await says(hanako, "お試し移住"), "and saves, having seen it");

	await follow(hanako, "予算額・決算額を登録する");
	await w.look(hanako, "project-cost");
	await fill(hanako, "year", "令和7年度");
	await pick(hanako, "what", "budget");
	await fill(hanako, "yen", "百万円");
	await press(hanako, "保存する");
	await ok(await hanako.locator('[name="yen"]').inputValue() === "百万円", "an amount that is no number comes back as typed");
	await w.look(hanako, "project-cost-faults");
	await fill(hanako, "yen", "１，２００，０００");
	await press(hanako, "保存する");
	await ok(await says(hanako, "1,200,000円"), "a budget is entered");
	await follow(hanako, "予算額・決算額を登録する");
	await fill(hanako, "year", "2025年度");
	await pick(hanako, "what", "budget");
	await fill(hanako, "yen", "1300000");
	await press(hanako, "保存する");
	await ok(await says(hanako, "理由が必要です") && !await hanako.getByText("他の人が").count(), "another amount for the same year is asked why");
	await w.look(hanako, "project-cost-conflict");
	await fill(hanako, "because", "補正予算のため");
	await press(hanako, "保存する");
	await ok(await says(hanako, "1,300,000円"), "and is a correction then");
	await w.look(hanako, "project");

	const table = join(w.top, "projects.csv");
	writeFileSync(table, "キー,名称,所管課,年度,予算額,出典\nイ(8),空き家相談,jutaku,令和7年度,500000,当初予算書\nイ(9),お試し移住,kikaku,令和7年度,9,補正予算書\n");
	await hanako.goto(`${w.url}projects`);
	await follow(hanako, "事業と金額を表から取り込む");
	await press(hanako, "内容を確認する（まだ取り込みません）");
	await w.look(hanako, "import-faults");
	await upload(hanako, table);
	await ok(await says(hanako, "2行のうち1行は取り込めません") && await says(hanako, "空き家相談") === false, "a table says what it would do");
	await w.look(hanako, "import-preview");
	await jiro.goto(`${w.url}projects`);
	await ok(await jiro.getByText("空き家相談").count() === 0, "and has done nothing yet");
	await press(hanako, "この内容を取り込む");
	await ok(await says(hanako, "空き家相談"), "it is taken by a second click, without choosing the file again");
	writeFileSync(table, "キー,年度,予算額\nイ(8),令和7年度,たくさん\n");
	await hanako.goto(`${w.url}projects/import`);
	await upload(hanako, table);
	await ok(await says(hanako, "読み取れない記入があるため") && await hanako.getByRole("button", { name: "この内容を取り込む" }).count() === 0, "what cannot be read is not taken");
	await w.look(hanako, "import-unread");
	writeFileSync(table, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0xff, 0xfe, 0]));
	await upload(hanako, table);
	await ok(await says(hanako, "まだ保存していません"), "what is no table is refused in words");
	await w.look(hanako, "import-binary");
}

async function meetings(hanako) {
	await hanako.goto(`${w.url}review/${review}`);
	await follow(hanako, "委員会の開催記録");
	await w.look(hanako, "meetings-none");
	await follow(hanako, "委員会の開催を記録する");
	await press(hanako, "保存する");
	await w.look(hanako, "meeting-faults");
	await fill(hanako, "key", "第1回");
	await fill(hanako, "held", "2026-07-18");
	for (const m of ["m1", "m2", "m3"]) await pick(hanako, "present", m);
	await choose(hanako, "chair", "m1");
	await fill(hanako, "materials", "効果検証シート\n実績一覧");
	await fill(hanako, "materials-closed", "事業者別の資料");
	await fill(hanako, "minutes", "進め方を確認した。");
	await press(hanako, "保存する");
	await ok(await says(hanako, "例示 学（議長）") && await says(hanako, "満たしています") && await says(hanako, "（非公開）"), "a meeting is recorded, with attendance, quorum and what is not public");
	await w.look(hanako, "meetings");
	await follow(hanako, "第1回の記録を変更する");
	await ok(await hanako.locator('[name="materials-closed"]').inputValue() === "事業者別の資料", "and comes back to be changed");
	await w.look(hanako, "meeting");
	await hanako.locator('[name="minutes-public"]').check();
	await press(hanako, "保存する");
}

async function workbooks(hanako, goro) {
	await hanako.goto(`${w.url}review/${review}`);
	await follow(hanako, "調査票による収集");
	await w.look(hanako, "collect-none");
	await follow(hanako, "調査を始める");
	await w.look(hanako, "collect-make");
	await press(hanako, "調査を始める");
	await ok(await says(hanako, "8課のうち0課が提出済みです"), "a round is opened; nobody has given back yet");
	await w.look(hanako, "collect");
	await goro.goto(`${w.url}review/${review}/collect`);
	await ok(await goro.getByRole("link", { name: "ダウンロードする" }).count() === 1, "a section is offered its own workbook and no other");
	const got = goro.waitForEvent("download");
	await follow(goro, "商工課の調査票をダウンロードする");
	const given = join(w.top, "shoko.xlsx"), back = join(w.top, "back.xlsx");
	await (await got).saveAs(given);
	await follow(goro, "記入した調査票を提出する");
	await press(goro, "内容を確認する（まだ取り込みません）");
	await ok(await says(goro, "まだ保存していません"), "no file, no look");
	await w.look(goro, "collect-read-faults");
	const cells = (...c) => execFileSync("python3", [join(process.env.SOSEI_ROOT, "tests", "xlsx_fill.py"), back, given, "実績値", ...c]);
	cells("G4=約1400");
	await upload(goro, back);
	await ok(await says(goro, "件に不備があるため") && await goro.getByRole("button", { name: "提出して登録する" }).count() === 0, "a cell that cannot be read is named, and nothing can be taken");
	await w.look(goro, "collect-fault");
	cells("G5=3120.5", "H5=速報", "I5=2026-07-10", "J5=県民経済計算");
	await upload(goro, back);
	await ok(await says(goro, "3120.5（速報）") && await says(goro, "新規"), "what would be taken is seen before it is");
	await w.look(goro, "collect-preview");
	await hanako.reload();
	await ok(await says(hanako, "8課のうち0課が提出済みです"), "and nothing was");
	await press(goro, "提出して登録する");
	await ok(await says(goro, "提出済みとしました") && await says(goro, "8課のうち1課が提出済みです"), "then it is given back");
	await w.look(goro, "collect-returned");
	await goro.goto(`${w.url}review/${review}/collect/kikaku.xlsx`);
	await ok(await says(goro, "自分の課が担当するものに限ります"), "another section's workbook is not for it");
	await w.look(goro, "collect-not-own");
}

async function invitations(hanako) {
	await hanako.goto(`${w.url}office`);
	await follow(hanako, "例示 学");
	await ok(await hanako.locator('select[name="login"] option').count() >= 2, "the accounts of experts are there to choose from");
	await choose(hanako, "login", "gaku");
	await w.look(hanako, "office-member-account");
	await press(hanako, "保存する");
	await ok(await says(hanako, "gaku"), "and one is joined to the member");
	await hanako.goto(`${w.url}review/${review}/invite`);
	await choose(hanako, "member", "m1");
	await press(hanako, "委員を依頼する");
	await ok(await hanako.locator(".note code").count() === 1 && await hanako.locator("main form").count() === 1, "the page of invitations has one form");
	await w.look(hanako, "invite-made");
	await hanako.goto(`${w.url}review/${review}/invite`);
	await follow(hanako, "例示 学");
	await w.look(hanako, "invited");
	await press(hanako, "入るためのリンクを新しく作る");
	await ok(/\/link\//.test(await hanako.locator(".note code").textContent()), "a new link is made for who has lost it");
	await press(hanako, "依頼を取り消す");
	await ok(await says(hanako, "入力してください"), "an invitation is not withdrawn without a reason");
	await w.look(hanako, "invited-faults");
	await fill(hanako, "because", "本人の申出による");
	await press(hanako, "依頼を取り消す");
	await ok(await says(hanako, "記録しました") && await hanako.getByRole("link", { name: "例示 学" }).count() === 0, "and with one it is");
}

/* No page that came back with a fault names an option of the command line. */
async function early(hanako) {
	await hanako.goto(`${w.url}values/record?item=${encodeURIComponent("kpi:ア3")}`);
	await fill(hanako, "period", "令和7年度");
	await fill(hanako, "value", "3000");
	await fill(hanako, "published", "2025-04-01");
	await fill(hanako, "source", "県民経済計算");
	await press(hanako, "判定を確認する");
	const told = await hanako.locator("main").innerText();
	await ok(told.includes("対象期間と公表日を確認してください") && !told.includes("--"), "a value published too early is refused in the page's own words");
	await w.look(hanako, "value-early");
}

/* A value that was entered for a wrong year: seen, taken back with a reason, and still in the list. */
async function withdrawal(hanako) {
	await hanako.goto(`${w.url}values/record?item=${encodeURIComponent("kpi:ア1")}`);
	await w.look(hanako, "value-record");
	await follow(hanako, /^記録[0-9]+を取り消す$/);
	await w.look(hanako, "value-withdraw");
	await press(hanako, "実績の取消し");
	await ok(await says(hanako, "入力してください"), "a value is not taken back without a reason");
	await w.look(hanako, "value-withdraw-faults");
	await fill(hanako, "because", "対象年度の誤り");
	await press(hanako, "実績の取消し");
	await ok(await says(hanako, "実績を取り消しました") && await says(hanako, "取消し済み（対象年度の誤り）"), "and with one it is, and stays in the list");
	await w.look(hanako, "value-withdrawn");
}

await w.walk(async () => {
	run("init", "--example", "sample-city");
	for (const [login, name, roles, section] of [["hanako", "例示 花子", "planner", ""], ["jiro", "例示 二郎", "planner", ""], ["goro", "例示 五郎", "section", "shoko"], ["gaku", "例示 学", "expert", ""]]) {
		run("account", "add", login, "--name", name, "--roles", roles, ...(section ? ["--section", section] : []));
		execFileSync(w.sosei, ["account", "password", login, "--store", w.store], { input: `${password}\n${password}\n`, stdio: ["pipe", "pipe", "pipe"] });
	}
	await w.serve({ SOSEI_NOW: day });
	const hanako = await enter("hanako"), jiro = await enter("jiro"), goro = await enter("goro");
	await projects(hanako, jiro);
	await meetings(hanako);
	await workbooks(hanako, goro);
	await invitations(hanako);
	await early(hanako);
	await withdrawal(hanako);
});
