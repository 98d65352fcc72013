// tests/web/app.mjs: the app in a real browser, from the first start on. TAP.
//
// A person who reads nothing but the pages: the set-up by the code of the terminal, an example, an account for a colleague, the
// link that he uses, a second factor, a token. Each page that is passed is looked at as pages.mjs looks at the site: at 320, 768
// and 1280 px, light and dark, no axe-core violation, nothing wider than the screen, nothing asked of another host. JavaScript
// is off for the person (axe needs it, and gets a window of its own).
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

const title = "the app holds in a real browser: set-up, accounts, forms, axe-core, width";

function skip(why) {
	console.log(`1..0 # SKIP ${title}: ${why}`);
	process.exit(0);
}

const modules = process.env.SOSEI_NODE_MODULES;
const chromium_at = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!chromium_at) skip("no chromium");
if (!modules || !existsSync(join(modules, "playwright-core"))) skip("SOSEI_NODE_MODULES has no playwright-core");
if (!existsSync(join(modules, "axe-core"))) skip("SOSEI_NODE_MODULES has no axe-core");
const require = createRequire(join(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const top = mkdtempSync(join(tmpdir(), "sosei-app-"));
const store = join(top, "sosei.db"), sosei = process.env.SOSEI_BIN;
const shots = process.env.SOSEI_SHOTS; // a folder: pictures of every page, for people who look
let n = 0, failed = 0;

function report(ok, name, faults = []) {
	n++;
	failed += !ok;
	console.log(`${ok ? "ok" : "not ok"} ${n} - ${name}`);
	for (const f of faults) console.log(`# ${f}`);
}

/* Starts the server; what it says on stderr has the address and the code. */
async function serve() {
	const server = spawn(sosei, ["serve", "--store", store, "--listen", ":0", "--lang", "en"], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	await new Promise((done, fail) => {
		server.stderr.on("data", (d) => { said += d; if (/enter this code|Sign in:/.test(said)) done(); });
		server.on("exit", () => fail(new Error(said)));
	});
	return { server, url: said.match(/http:\/\/[0-9.:]+\//)[0], code: (said.match(/code: ([0-9A-Z-]+)/) || [])[1] };
}

function totp(base32, seconds) {
	const bits = [...base32].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
	const mac = createHmac("sha1", key).update(counter).digest(), at = mac[19] & 15;
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, "0");
}

const looks = [
	{ width: 320, height: 800, colorScheme: "light" },
	{ width: 768, height: 1000, colorScheme: "dark" },
	{ width: 1280, height: 1000, colorScheme: "light" },
];
const faults = [], seen = new Set();

/* The bytes that the person sees, in windows with axe; a form that came back has no address that could be asked for again. */
async function look(browser, page, name) {
	const html = await page.content(), url = page.url();
	seen.add(name);
	for (const { width, height, colorScheme } of looks) {
		const context = await browser.newContext({ viewport: { width, height }, colorScheme, bypassCSP: true });
		const window = await context.newPage();
		await window.route("**/*", async (route) => {
			if (route.request().isNavigationRequest()) await route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
			else if (new URL(route.request().url()).origin !== new URL(url).origin) { faults.push(`${name}: asked for ${route.request().url()}`); await route.abort(); }
			else await route.continue();
		});
		await window.goto(url);
		await window.evaluate(axe);
		const result = await window.evaluate(() => axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
		for (const v of result.violations) faults.push(`${name} at ${width}: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 160)}`);
		const wide = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
		if (wide > 0) faults.push(`${name} at ${width}: ${wide} px wider than the screen`);
		if (shots) await window.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
		await context.close();
	}
}

try {
	execFileSync(sosei, ["init", "--store", store], { stdio: "pipe" });
	const { server, url, code } = await serve();
	const browser = await chromium.launch({
		executablePath: chromium_at,
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
	const person = async () => (await browser.newContext({ javaScriptEnabled: false, locale: "ja-JP" })).newPage();
	const page = await person();
	const at = (path) => page.url() === url + path || page.url().startsWith(url + path + "?");
	const press = (p, words) => p.getByRole("button", { name: words, exact: true }).first().click();

	await page.goto(url);
	report(at("setup"), "an empty store leads to its set-up");
	await look(browser, page, "setup");
	await press(page, "アカウントを作って始める");
	report(await page.getByText("まだ保存していません").isVisible(), "an empty form says what is missing");
	await look(browser, page, "setup-faults");
	await page.getByLabel("初期設定のコード").fill(code.toLowerCase());
	await page.getByLabel("ログイン名").fill("hanako");
	await page.getByLabel("氏名").fill("例示 花子");
	await page.getByLabel("パスワード", { exact: false }).first().fill("correct horse battery");
	await page.getByLabel("もう一度").fill("correct horse battery");
	await press(page, "アカウントを作って始める");
	report(at("setup/plan"), "the code of the terminal makes the first account");
	await look(browser, page, "setup-plan");
	await page.getByLabel("架空の例示市").check();
	await press(page, "計画を取り込む");
	report(at("today") && await page.getByText("計画を取り込みました").isVisible(), "an example comes in by a click");
	await look(browser, page, "today");

	await page.getByRole("link", { name: "アカウント", exact: true }).click();
	await look(browser, page, "accounts");
	await page.getByRole("link", { name: "アカウントを追加する" }).click();
	await look(browser, page, "account-new");
	await page.getByLabel("ログイン名").fill("taro");
	await page.getByLabel("氏名").fill("例示 太郎");
	await page.getByLabel("所管課").check();
	await page.getByLabel("担当課").selectOption({ index: 1 });
	await press(page, "アカウントを追加する");
	report(at("accounts/taro/link"), "a colleague's account is there");
	await press(page, "リンクを作る");
	const link = await page.locator(".note code").textContent();
	report(link.startsWith(url + "link/"), "the link to hand over is shown");
	await look(browser, page, "account-link");
	await page.goto(url + "accounts/taro");
	await look(browser, page, "account-change");

	const taro = await person();
	await taro.goto(link);
	await look(browser, taro, "link");
	await taro.getByLabel("新しいパスワード", { exact: false }).first().fill("another horse battery");
	await taro.getByLabel("もう一度").fill("another horse battery");
	await press(taro, "パスワードを決める");
	report(taro.url().startsWith(url + "today"), "the colleague chooses a password and is in");
	await look(browser, taro, "password-chosen");
	await press(taro, "ログアウト");
	await look(browser, taro, "sign-in");
	await taro.getByLabel("ログイン名").fill("taro");
	await taro.getByLabel("パスワード").fill("another horse battery");
	await press(taro, "ログイン");
	report(taro.url() === url + "today", "and signs in with it another day");
	await taro.goto(url + "accounts");
	report(await taro.getByText("ができるのは").isVisible(), "what is not for him says for whom it is");
	await look(browser, taro, "forbidden");

	await page.getByRole("link", { name: "例示 花子" }).click();
	await look(browser, page, "account");
	await page.getByRole("link", { name: "パスワードを変更する" }).click();
	await look(browser, page, "password");
	await page.goto(url + "account/totp");
	await look(browser, page, "totp");
	const key = await page.locator("p code").textContent();
	await page.getByLabel("確認コード").fill(totp(key, Date.now() / 1000));
	await press(page, "二要素認証を設定する");
	report(await page.getByText("二要素認証を設定しました").isVisible(), "a second factor is set up by its QR code's key");
	await page.goto(url + "account/tokens");
	await page.getByLabel("用途").fill("表計算からの取込み");
	await press(page, "トークンを作る");
	report(/^sosei_/.test(await page.locator(".note code").textContent()), "a token is shown once");
	await look(browser, page, "tokens");
	await page.goto(url + "en/today");
	await look(browser, page, "today-en");
	await page.goto(url + "log/accounts"); // hanako is administrator, who reads the log too
	await look(browser, page, "log-accounts");
	await page.goto(url + "log");
	await look(browser, page, "log");
	await press(page, "ログアウト");
	report(at("sign-in"), "signing out leads to the sign-in");
	await page.getByLabel("ログイン名").fill("hanako");
	await page.getByLabel("パスワード").fill("correct horse battery");
	await press(page, "ログイン");
	report(at("sign-in/code"), "the second factor is asked for");
	await look(browser, page, "code");
	await page.getByLabel("確認コード").fill(totp(key, Date.now() / 1000 + 30));
	await press(page, "ログイン");
	report(page.url() === url + "today", "and opens");
	report(!faults.length, `${seen.size} pages at 320, 768 and 1280 px: axe-core, width, no outside host`, faults);
	await browser.close();
	const ended = new Promise((done) => server.on("exit", done));
	server.kill("SIGTERM");
	report(await ended === 0, "the server ends by SIGTERM");
} catch (e) {
	report(false, `the walk: ${e.message.split("\n")[0]}`, e.stack.split("\n").concat(faults));
} finally {
	rmSync(top, { recursive: true });
}
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
