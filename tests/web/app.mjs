// tests/web/app.mjs: the app in a real browser, from the first start on. TAP.
//
// A person who reads nothing but the pages: the set-up by the code of the terminal, an example, an account for a colleague, the
// link that he uses, a second factor, a token.
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { begin, hands } from "./walk.mjs";

const w = begin("the app holds in a real browser: set-up, accounts, forms, axe-core, width");
const { press, ok } = hands(w);

function totp(base32, seconds) {
	const bits = [...base32].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
	const mac = createHmac("sha1", key).update(counter).digest(), at = mac[19] & 15;
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, "0");
}

await w.walk(async () => {
	execFileSync(w.sosei, ["init", "--store", w.store], { stdio: "pipe" });
	await w.serve();
	const url = w.url, page = await w.person();
	const at = (path) => page.url() === url + path || page.url().startsWith(url + path + "?");

	await page.goto(url);
	await ok(at("setup"), "an empty store leads to its set-up");
	await w.look(page, "setup");
	await press(page, "アカウントを作って始める");
	await ok(await page.getByText("まだ保存していません").isVisible(), "an empty form says what is missing");
	await w.look(page, "setup-faults");
	await page.getByLabel("初期設定のコード").fill(w.code.toLowerCase());
	await page.getByLabel("ログイン名").fill("hanako");
	await page.getByLabel("氏名").fill("例示 花子");
	await page.getByLabel("パスワード", { exact: false }).first().fill("correct horse battery");
	await page.getByLabel("もう一度").fill("correct horse battery");
	await press(page, "アカウントを作って始める");
	await ok(at("setup/plan"), "the code of the terminal makes the first account");
	await w.look(page, "setup-plan");
	await page.getByLabel("架空の例示市").check();
	await press(page, "計画を取り込む");
	await ok(at("today") && await page.getByText("計画を取り込みました").isVisible(), "an example comes in by a click");
	await w.look(page, "today");

	await page.getByRole("link", { name: "アカウント", exact: true }).click();
	await w.look(page, "accounts");
	await page.getByRole("link", { name: "アカウントを追加する" }).click();
	await w.look(page, "account-new");
	await page.getByLabel("ログイン名").fill("taro");
	await page.getByLabel("氏名").fill("例示 太郎");
	await page.getByLabel("所管課").check();
	await page.getByLabel("担当課").selectOption({ index: 1 });
	await press(page, "アカウントを追加する");
	await ok(at("accounts/taro/link"), "a colleague's account is there");
	await press(page, "リンクを作る");
	const link = await page.locator(".note code").textContent();
	await ok(link.startsWith(url + "link/"), "the link to hand over is shown");
	await w.look(page, "account-link");
	await page.goto(url + "accounts/taro");
	await w.look(page, "account-change");

	const taro = await w.person();
	await taro.goto(link);
	await w.look(taro, "link");
	await taro.getByLabel("新しいパスワード", { exact: false }).first().fill("another horse battery");
	await taro.getByLabel("もう一度").fill("another horse battery");
	await press(taro, "パスワードを決める");
	await ok(taro.url().startsWith(url + "today"), "the colleague chooses a password and is in");
	await w.look(taro, "password-chosen");
	await press(taro, "ログアウト");
	await w.look(taro, "sign-in");
	await taro.getByLabel("ログイン名").fill("taro");
	await taro.getByLabel("パスワード").fill("another horse battery");
	await press(taro, "ログイン");
	await ok(taro.url() === url + "today", "and signs in with it another day");
	await taro.goto(url + "accounts");
	await ok(await taro.getByText("ができるのは").isVisible(), "what is not for him says for whom it is");
	await w.look(taro, "forbidden");

	await page.getByRole("link", { name: "例示 花子" }).click();
	await w.look(page, "account");
	await page.getByRole("link", { name: "パスワードを変更する" }).click();
	await w.look(page, "password");
	await page.goto(url + "account/totp");
	await w.look(page, "totp");
	const key = await page.locator("p code").textContent();
	await page.getByLabel("確認コード").fill(totp(key, Date.now() / 1000));
	await press(page, "二要素認証を設定する");
	await ok(await page.getByText("二要素認証を設定しました").isVisible(), "a second factor is set up by its QR code's key");
	await page.goto(url + "account/tokens");
	await page.getByLabel("用途").fill("表計算からの取込み");
	await press(page, "トークンを作る");
	await ok(/^sosei_/.test(await page.locator(".note code").textContent()), "a token is shown once");
	await w.look(page, "tokens");
	await page.goto(url + "en/today");
	await w.look(page, "today-en");
	await page.goto(url + "log/accounts"); // hanako is administrator, who reads the log too
	await w.look(page, "log-accounts");
	await page.goto(url + "log");
	await w.look(page, "log");
	await press(page, "ログアウト");
	await ok(at("sign-in"), "signing out leads to the sign-in");
	await page.getByLabel("ログイン名").fill("hanako");
	await page.getByLabel("パスワード").fill("correct horse battery");
	await press(page, "ログイン");
	await ok(at("sign-in/code"), "the second factor is asked for");
	await w.look(page, "code");
	await page.getByLabel("確認コード").fill(totp(key, Date.now() / 1000 + 30));
	await press(page, "ログイン");
	await ok(page.url() === url + "today", "and opens");
});
